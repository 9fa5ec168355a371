"""Permission names of the accords room."""

SEE = "accords.see"
CHANGE = "accords.change"  # writes drafts, joint rows and the own side's rows
REPORT = "accords.report"
APPROVE = "accords.approve"  # says yes for the institution
RELEASE = "accords.release"  # lets everybody read
SIGN_OFF = "accords.sign_off"  # verifies what the other side did
CONFIRM_PIN = "accords.confirm_pin"  # the second person's yes to what was pinned
PIN = "accords.pin"  # whom a state trusts when a signature is checked
