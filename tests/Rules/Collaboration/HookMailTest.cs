using System.Text;
using Entente.Collaboration.Intake.Hooks;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Collaboration;

/// <summary>What providers post is read or refused with a sentence, never half; and the original in it is the one that was sent.</summary>
public sealed class HookMailTest
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    private static readonly (MailProvider Provider, string Type, string Body)[] Good =
    [
        (
            MailProvider.Postmark,
            "application/json",
            """{"OriginalRecipient":"a@b.example","FromFull":{"Email":"c@d.example"},"RawEmail":"Subject: x\r\n\r\ny"}"""
        ),
        (
            MailProvider.Mailgun,
            "application/x-www-form-urlencoded",
            "timestamp=1767139200&token=t&signature=00&recipient=a%40b.example&body-mime=Subject%3A+x"
        ),
        (
            MailProvider.SendGrid,
            "multipart/form-data; boundary=q",
            "--q\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nSubject: x\r\n--q\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n{\"to\":[\"a@b.example\"],\"from\":\"c@d.example\"}\r\n--q--\r\n"
        ),
        (MailProvider.Raw, "message/rfc822", "To: a@b.example\r\nSubject: x\r\n\r\ny"),
    ];

    [Fact]
    public void Any_change_to_a_post_leaves_a_mail_or_a_sentence() =>
        Prop.ForAll(
                (
                    from which in Gen.Choose(0, Good.Length - 1)
                    from at in Gen.Choose(0, 400)
                    from cut in Gen.Choose(0, 40)
                    from put in Gen.ArrayOf(Gen.Choose(0, 255))
                    select (which, at, cut, put)
                ).ToArbitrary(),
                given =>
                {
                    var (provider, type, text) = Good[given.which];
                    var body = Encoding.UTF8.GetBytes(text).ToList();
                    var at = Math.Min(given.at, body.Count);
                    body.RemoveRange(at, Math.Min(given.cut, body.Count - at));
                    body.InsertRange(at, given.put.Select(b => (byte)b));
                    var read = Read(provider, type, [.. body]);
                    return read.Mail is { } mail
                        ? read.Wrong is null
                            && mail.Recipients.Count > 0
                            && mail.Recipients.All(r => r.Contains('@', StringComparison.Ordinal))
                        : read.Wrong!.Length > 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void The_original_in_a_form_is_taken_byte_for_byte() =>
        Prop.ForAll(
                Gen.ArrayOf(Gen.Choose(0, 255)).Where(b => b.Length > 0).ToArbitrary(),
                given =>
                {
                    byte[] raw = [.. given.Select(b => (byte)b)];
                    var parts = Post(raw);
                    return parts.Mail!.Raw.AsSpan().SequenceEqual(raw);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_only_a_sender_says_is_not_what_the_provider_found()
    {
        var forged = "Subject: x\r\ndkim: {@bank.example : pass}\r\nSPF: pass\r\n\r\n{@bank.example : pass}"u8.ToArray();
        Post(forged).Proven.ShouldBe("");
        Post(forged, "{@elsewhere.example : pass, @bank.example : fail}").Proven.ShouldBe("dkim=pass header.d=elsewhere.example");
    }

    private static HookMail Post(byte[] raw, string? dkim = null)
    {
        static byte[] Part(string name) =>
            Encoding.UTF8.GetBytes($"--a long boundary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        byte[] body =
        [
            .. Part("email"),
            .. raw,
            .. "\r\n"u8,
            .. Part("envelope"),
            .. "{\"to\":[\"a@b.example\"],\"from\":\"c@d.example\"}\r\n"u8,
            .. dkim is null ? [] : (byte[])[.. Part("dkim"), .. Encoding.UTF8.GetBytes(dkim), .. "\r\n"u8],
            .. "--a long boundary--\r\n"u8,
        ];
        return Read(MailProvider.SendGrid, "multipart/form-data; boundary=\"a long boundary\"", body);
    }

    private static HookMail Read(MailProvider provider, string type, byte[] body) =>
        HookMails.Read(provider, new(type, body, [], null), "key", Now, CancellationToken.None).GetAwaiter().GetResult();
}
