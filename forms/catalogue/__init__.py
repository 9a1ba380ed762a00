"""The roll of sheets, by code. To add one: a file here, and its line below."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.catalogue import (
    f01_receipt,
    f02_acceptance,
    f03_notice,
    f04_fixes,
    f05_not_accepted,
    f06_not_required,
    f07_gap,
    f08_promise,
    f09_consent,
    f10_commitment,
    f11_mandate,
    f12_agency_end,
    f13_replaced,
    f14_privacy,
    f15_hand_over,
    f16_posting,
    f17_site_visit,
    f18_pause,
    f19_extension,
    f20_granted,
    f20a_refused,
    f21_pickup,
    f22_service,
    f23_courier,
    f24_home_visit,
    f25_guide,
    f26_appointment,
    f27_returned,
    f27a_withdrawal,
    f27b_stopped,
    f31_urging,
    f32_rating,
    f34_file,
    f35_space_use,
    f36_day_end,
    f37_request,
    f38_answer,
    f39_key_half,
    f40_comparison,
    f41_admission,
)
from forms.sheet.blocks import Sheet

SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.code: sheet
        for sheet in (
            f01_receipt.SHEET,
            f02_acceptance.SHEET,
            f03_notice.SHEET,
            f04_fixes.SHEET,
            f05_not_accepted.SHEET,
            f06_not_required.SHEET,
            f07_gap.SHEET,
            f08_promise.SHEET,
            f09_consent.SHEET,
            f10_commitment.SHEET,
            f11_mandate.SHEET,
            f12_agency_end.SHEET,
            f13_replaced.SHEET,
            f14_privacy.SHEET,
            f15_hand_over.SHEET,
            f16_posting.SHEET,
            f17_site_visit.SHEET,
            f18_pause.SHEET,
            f19_extension.SHEET,
            f20_granted.SHEET,
            f20a_refused.SHEET,
            f21_pickup.SHEET,
            f22_service.SHEET,
            f23_courier.SHEET,
            f24_home_visit.SHEET,
            f25_guide.SHEET,
            f26_appointment.SHEET,
            f27_returned.SHEET,
            f27a_withdrawal.SHEET,
            f27b_stopped.SHEET,
            f31_urging.SHEET,
            f32_rating.SHEET,
            f34_file.SHEET,
            f35_space_use.SHEET,
            f36_day_end.SHEET,
            f37_request.SHEET,
            f38_answer.SHEET,
            f39_key_half.SHEET,
            f40_comparison.SHEET,
            f41_admission.SHEET,
        )
    }
)


def is_of_a_case(code: str) -> bool:
    """Whether this sheet tells of one case, and is a blank without one."""
    return code in SHEETS and "case_number" in SHEETS[code].needs
