// The mailbox of the demonstration, where what is written to invented people can be read.
export const MAILBOX = "/demo/courrier";

/** Opens the newest mail of that subject, once as many of them have left. Returns the code that it holds. */
export async function mailedCode(mailbox, subject, many = 1) {
  for (let n = 0; n < 40; n++) {
    await mailbox.visit(MAILBOX);
    if ((await mailbox.page.getByRole("link", { name: subject }).count()) >= many) break;
    await mailbox.page.waitForTimeout(250);
  }
  await mailbox.follow(subject);
  return /(\d{4}) (\d{4})/.exec(await mailbox.text("main"))[0];
}
