"""The sample as a company that asks little would have it: three files, and few questions."""

from dataclasses import replace

from stool.reading import Analysis

FURTHER = frozenset(  # asked in the sample, and not there
    {"value_for_money", "treated_as_person", "could_sort_it_out", "courtesy", "fairness", "repeat"}
    | {"easy_to_deal_with", "on_time_as_expected", "went_beyond", "respected", "expectation"}
    | {"complaint_handling", "repeat_complaint", "results_despite_processes", "hired_well"}
    | {"processes_work", "committed", "can_step_in", "leaders_value_service", "feedback_received"}
    | {"team_feedback_received", "knowledge", "running_room", "teamwork", "service_view"}
    | {"measured_and_rewarded", "customers_start", "customers_lost", "customers_new"}
    | {"repeat_revenue", "hires_screened"}
)


def slim(analysis: Analysis) -> Analysis:
    """Without the further questions, the other files and the notes."""
    published = analysis.published
    few = published.table[~published.table["metric"].isin(FURTHER)]
    return replace(
        analysis,
        published=replace(published, table=few, beside=published.beside.iloc[:0]),
        actions=(),
        events=(),
        standards=(),
    )
