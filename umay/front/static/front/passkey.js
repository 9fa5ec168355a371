// Says so on the page when the device gave no answer; allauth's script only logs it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.querySelector("[data-passkey-failed]");
  if (words) {
    words.hidden = false;
    words.scrollIntoView({ block: "nearest" });
  }
});
