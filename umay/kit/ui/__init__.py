"""The look of the house: tokens, components, form fields, drawings and page frames. No domain word, no table."""
