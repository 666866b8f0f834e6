using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Access;
using Entente.Collaboration.Intake.Hooks;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Mail that a provider posts is kept whole before it is answered, in the workspace whose address it was posted to, and acts as any other.</summary>
public sealed class MailHookTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/w/corvane/settings/mail-in";
    private const string Register = $"register+corvane@{House.MailDomain}";
    private const string SigningKey = "key-of-mailgun";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendGrid_hands_an_answer_over_and_its_own_findings_prove_the_sender()
    {
        var (story, to) = await Asked();
        var from = story.People.InesEmail;
        var address = await Made("SendGrid");
        var raw = Mail(from, to, "Re: by SendGrid", "On Tuesday.");
        (await Send(address, Form(("email", raw), ("envelope", Envelope(from, to)), ("SPF", "pass"u8.ToArray())))).ShouldBe((200, "Kept."));
        (await Send(address, Form(("email", raw), ("envelope", Envelope(from, to)), ("SPF", "pass"u8.ToArray())))).ShouldBe((200, "Kept."));
        await web.House.Work();
        var kept = await story.Kept("Re: by SendGrid");
        kept.Outcome.ShouldBe(MailOutcome.Filed, kept.Why);
        (await story.See(story.People.Maren))!.Lines[^1].Text.ShouldBe("On Tuesday.");

        // Signed by the sender's own domain, sent by another's server.
        var signed = $"{{@{from.Split('@')[1]} : pass}}";
        await Send(
            address,
            Form(
                ("email", Mail(from, to, "Re: signed", "Yes.")),
                ("envelope", Envelope("x@relay.example", to)),
                ("dkim", Encoding.UTF8.GetBytes(signed))
            )
        );
        await web.House.Work();
        (await story.Kept("Re: signed")).Outcome.ShouldBe(MailOutcome.Filed);
    }

    [Fact]
    public async Task What_a_sender_writes_about_themselves_proves_nothing()
    {
        var (story, to) = await Asked();
        var from = story.People.InesEmail;
        var address = await Made("SendGrid");
        var hook = (await Hooks()).OrderBy(h => h.MadeAt).ThenBy(h => h.Id.Value).Last();
        var self = "hook-" + Convert.ToHexStringLower(hook.KeyHash.AsSpan(0, 12));
        var forged = Mail(
            from,
            to,
            "Re: forged",
            "Approve it.",
            $"Authentication-Results: {House.Relay}; dmarc=pass header.from={from.Split('@')[1]}\r\n"
        );
        await Send(address, Form(("email", forged), ("envelope", Envelope("evil@elsewhere.example", to)), ("SPF", "pass"u8.ToArray())));
        await Send(
            address,
            Form(
                ("email", Mail(from, to, "Re: forged too", "Approve it.")),
                ("envelope", Envelope("evil@elsewhere.example", to)),
                ("dkim", "{@elsewhere.example : pass}"u8.ToArray())
            )
        );
        await web.House.Work();
        (await story.Kept("Re: forged")).IsQuarantined.ShouldBeTrue();
        (await story.Kept("Re: forged too")).IsQuarantined.ShouldBeTrue();
        self.Length.ShouldBe(29, "nobody who writes a mail can guess the name that is believed");
    }

    [Fact]
    public async Task Mailgun_is_heard_only_with_its_signature_and_not_after_a_day()
    {
        var story = await TalkStory.In(web.House);
        var address = await Made("Mailgun", SigningKey);
        address.ShouldEndWith("/mime");
        var raw = Mail(story.People.InesEmail, Register, "By Mailgun", "Company: X");
        (await Send(address, Mailgun(raw, SigningKey, web.Clock.Now))).Status.ShouldBe(200);
        (await story.Kept("By Mailgun")).IsQuarantined.ShouldBeTrue("Mailgun says nothing of the sender that a sender could not say");

        var refused = Mail(story.People.InesEmail, Register, "By nobody", "Company: X");
        (await Send(address, Mailgun(refused, "another key", web.Clock.Now))).Status.ShouldBe(404);
        (await Send(address, Mailgun(refused, SigningKey, web.Clock.Now.AddHours(-13)))).Status.ShouldBe(404);
        (await Send(address, Form(("body-mime", refused)))).Status.ShouldBe(404);
        (await story.AllKept("By nobody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Postmark_sends_the_original_or_is_told_what_to_tick_and_staff_see_it()
    {
        var story = await TalkStory.In(web.House);
        var address = await Made("Postmark");
        var raw = Encoding.UTF8.GetString(Mail(story.People.InesEmail, Register, "By Postmark", "Company: Ünder"));
        var parsed = new
        {
            OriginalRecipient = Register,
            FromFull = new { Email = story.People.InesEmail },
            TextBody = "Company: Ünder",
        };
        (await Send(address, Json(parsed))).ShouldBe(
            (422, "Postmark sent no RawEmail: in the inbound stream, tick “Include raw email content in JSON payload”.")
        );
        using var admin = await Admin();
        (await admin.Open(Page)).Words.ShouldContain("Postmark sent no RawEmail");
        (
            await Send(
                address,
                Json(
                    new
                    {
                        parsed.OriginalRecipient,
                        parsed.FromFull,
                        RawEmail = raw,
                    }
                )
            )
        ).Status.ShouldBe(200);
        (await story.Kept("By Postmark")).Recipients.ShouldBe(Register);
    }

    [Fact]
    public async Task Anybody_with_the_address_posts_the_mail_itself_byte_for_byte()
    {
        var story = await TalkStory.In(web.House);
        var address = await Made("Raw");
        byte[] raw = [.. Mail(story.People.InesEmail, Register, "As it is", "Company: "), 0xC4, 0xD6, (byte)'\r', (byte)'\n'];
        (await Send($"{address}?to={Uri.EscapeDataString(Register)}&from=a@b.example", Body(raw, "message/rfc822"))).Status.ShouldBe(200);
        var kept = await story.Kept("As it is");
        (kept.EnvelopeFrom, kept.Recipients).ShouldBe(("a@b.example", Register));
        await using var scope = web.House.As(web.Corvane);
        var pieces = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<InboundPiece>()
            .Where(p => p.MailId == kept.Id)
            .ToListAsync(Ct);
        pieces.ShouldHaveSingleItem().Bytes.ShouldBe([.. "Return-Path: <a@b.example>\r\n"u8, .. raw]);
        (await Send(address, Body([], "message/rfc822"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Nobody_else_is_heard_and_an_address_taken_back_is_nobodys()
    {
        var address = await Made("Raw");
        var mail = Mail("anna@elsewhere.example", Register, "Too late", "Company: X");
        (await Send(address.Replace("/corvane/", "/halden/", StringComparison.Ordinal), Body(mail, "message/rfc822"))).Status.ShouldBe(404);
        (await Send("/hooks/corvane/mail/guess", Body(mail, "message/rfc822"))).Status.ShouldBe(404);
        (await Send(address, Body(new byte[MailHookRoute.LongestBody + 1], "message/rfc822"))).Status.ShouldBe(413);

        using var admin = await Admin();
        var page = await admin.Open(Page);
        page.Text.ShouldNotContain(address.Split('/')[^1], customMessage: "it is shown once");
        foreach (var hook in await Hooks())
            (await admin.Submit(Page, ("_handler", "end"), ("Hook", hook.Id.Value.ToString("N")))).Status.ShouldBe(303);
        (await Send(address, Body(mail, "message/rfc822"))).Status.ShouldBe(404);
        using var manager = await web.Staff(StaffRole.PartnerManager, "pm.hooks@corvane.example", "Pim Hooks");
        (await manager.Get(Page)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_does_not_fit_is_said_beside_its_field()
    {
        using var admin = await Admin();
        var refused = await admin.Submit(Page, ("_handler", "make"), ("Provider", "Mailgun"), ("SigningKey", ""), ("Relay", "two words"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Copy the HTTP webhook signing key");
        refused.Words.ShouldContain("A name such as mx.acme.com");
    }

    // Each a person of their own: nobody is sent many sign-in mails an hour.
    private Task<WebVisitor> Admin() => web.Staff(email: $"hooks{Interlocked.Increment(ref admins)}@corvane.example", name: "Ada Hooks");

    private static int admins;

    private async Task<(TalkStory Story, string To)> Asked()
    {
        var story = await TalkStory.In(web.House);
        (await story.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await web.House.Work();
        return (story, await story.ReplyTo(story.People.InesEmail));
    }

    private async Task<string> Made(string provider, string signingKey = "")
    {
        using var admin = await Admin();
        var page = await admin.Submit(Page, ("_handler", "make"), ("Provider", provider), ("SigningKey", signingKey), ("Relay", ""));
        page.Status.ShouldBe(200, page.Words);
        page.Text.ShouldNotContain(SigningKey);
        return new Uri(page.Document.QuerySelector("input[data-copy]")!.GetAttribute("value")!).PathAndQuery;
    }

    private async Task<List<MailHook>> Hooks()
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<MailHook>().Where(h => h.EndedAt == null).ToListAsync(Ct);
    }

    private async Task<(int Status, string Words)> Send(string address, HttpContent content)
    {
        using var guest = web.Guest();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        using var answer = await guest.Http.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private static byte[] Mail(string from, string to, string subject, string text, string headers = "") =>
        Encoding.UTF8.GetBytes(
            $"{headers}From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}@out.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        );

    private static byte[] Envelope(string from, string to) => JsonSerializer.SerializeToUtf8Bytes(new { to = new[] { to }, from });

    private static MultipartFormDataContent Form(params (string Name, byte[] Value)[] fields)
    {
        var form = new MultipartFormDataContent("xYzZY");
        foreach (var (name, value) in fields)
            form.Add(new ByteArrayContent(value), name);
        return form;
    }

    private static FormUrlEncodedContent Mailgun(byte[] raw, string key, DateTimeOffset at)
    {
        var (timestamp, token) = ($"{at.ToUnixTimeSeconds()}", "t0ken");
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + token))
        );
        return new([
            new("timestamp", timestamp),
            new("token", token),
            new("signature", signature),
            new("recipient", Register),
            new("sender", "bounce@out.example"),
            new("body-mime", Encoding.UTF8.GetString(raw)),
        ]);
    }

    private static ByteArrayContent Json(object body) => Body(JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    private static ByteArrayContent Body(byte[] bytes, string type) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
