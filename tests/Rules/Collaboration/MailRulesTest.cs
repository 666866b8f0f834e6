using System.Text;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;

namespace Entente.Rules.Collaboration;

public sealed class MailRulesTest
{
    private const string Vouched = "Authentication-Results: mx.example.com; dmarc=pass header.from=kestrel.example\n";
    private static readonly MailSettings Settings = MailSettings.Default with
    {
        TrustedRelays = ["mx.example.com"],
        OwnDomains = ["vendor.example"],
    };
    private static readonly ReplyTarget Target = new(
        0xFEDC_BA98_7654_3210,
        new Guid(1, 0, 0, new byte[8]),
        new Guid(2, 0, 0, new byte[8]),
        "registration:1",
        new(2026, 6, 30)
    );
    private static readonly ReplyKey Key = new(3, Encoding.ASCII.GetBytes("a key of thirty-two bytes or so."));

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\nSubject: Re: DR-1", MailKind.AutoReply)]
    [InlineData("Auto-Submitted: auto-generated\nSubject: Ticket 7", MailKind.AutoReply)]
    [InlineData("Precedence: auto_reply\nSubject: Re: DR-1", MailKind.AutoReply)]
    [InlineData("X-Autoreply: yes\nSubject: Re: DR-1", MailKind.AutoReply)]
    [InlineData("Return-Path: <>\nSubject: Received", MailKind.AutoReply)]
    [InlineData("Subject: Automatic reply: DR-1", MailKind.AutoReply)]
    [InlineData("Subject: Automatische Antwort: DR-1 (abwesend)", MailKind.OutOfOffice)]
    [InlineData("Subject: Out of Office: DR-1", MailKind.OutOfOffice)]
    [InlineData("Subject: Réponse automatique : absence du bureau", MailKind.OutOfOffice)]
    [InlineData("Subject: Fuera de la oficina", MailKind.OutOfOffice)]
    [InlineData("Subject: Fuori sede: DR-1", MailKind.OutOfOffice)]
    [InlineData("Subject: Afwezig: DR-1", MailKind.OutOfOffice)]
    [InlineData("Subject: Frånvaro: DR-1", MailKind.OutOfOffice)]
    [InlineData("Subject: 不在のお知らせ", MailKind.OutOfOffice)]
    [InlineData("List-Id: <x.example>\nSubject: News", MailKind.List)]
    [InlineData("Precedence: bulk\nSubject: News", MailKind.List)]
    [InlineData("List-Unsubscribe: <https://x.example>\nSubject: News", MailKind.List)]
    [InlineData("X-Entente-Loop: 1\nSubject: Re: DR-1", MailKind.Loop)]
    [InlineData("X-Spam-Flag: YES\nSubject: Re: DR-1", MailKind.SpamSuspect)]
    [InlineData("Subject: Re: DR-1", MailKind.Reply)]
    [InlineData("Subject: Hello", MailKind.Unknown)]
    public void What_nobody_wrote_is_recognised(string headers, MailKind kind)
    {
        var verdict = Of($"{Vouched}From: anna@kestrel.example\nTo: team@vendor.example\n{headers}\n\nText.");

        verdict.Kind.ShouldBe(kind);
        verdict.Act.ShouldBeOneOf(MailAct.Ignore, MailAct.Hold);
    }

    [Theory]
    [InlineData("List-Id: <x.example>", "register@vendor.example", "Company: Aldermere", true)]
    [InlineData("Precedence: list", "deals+acme@vendor.example", "Kunde: Aldermere", true)]
    [InlineData("List-Id: <x.example>", "register@vendor.example", "See you on Friday.", false)]
    [InlineData("List-Id: <x.example>", "team@vendor.example", "Company: Aldermere", false)]
    [InlineData("Auto-Submitted: auto-replied", "register@vendor.example", "Company: Aldermere", false)]
    [InlineData("X-Entente-Loop: 1", "register@vendor.example", "Company: Aldermere", false)]
    public void A_claim_through_a_list_may_be_a_persons(string headers, string to, string text, bool may)
    {
        var proven = Of($"{Vouched}From: anna@kestrel.example\nTo: {to}\n{headers}\nSubject: Deal\n\n{text}");

        proven.Act.ShouldBe(MailAct.Ignore);
        (proven.WhyOfKnown is not null).ShouldBe(may);
        Of($"From: anna@kestrel.example\nTo: {to}\n{headers}\nSubject: Deal\n\n{text}")
            .WhyOfKnown.ShouldBeNull("nothing proves who sent it");
    }

    [Fact]
    public void A_report_of_a_relay_names_the_address_it_is_about()
    {
        var mail = Read(
            "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\n\nNo.\n--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; gone@customer.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; full@customer.example\nAction: delayed\nStatus: 4.2.2\n--B--\n"
        );
        var reports = DeliveryReport.Read(mail);

        reports.Select(r => (r.Recipient, r.IsPermanent)).ShouldBe([("gone@customer.example", true), ("full@customer.example", false)]);
        Of(mail).Act.ShouldBe(MailAct.NoteBounce);
    }

    [Theory]
    [InlineData("mx.example.com; dmarc=pass header.from=kestrel.example", Proof.Proven)]
    [InlineData("mx.example.com 1; dkim=pass (2048-bit; ok) header.d=mail.kestrel.example", Proof.Proven)]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=b@kestrel.example", Proof.Proven)]
    [InlineData("mx.example.com; dmarc=fail header.from=kestrel.example; spf=pass smtp.mailfrom=kestrel.example", Proof.Failed)]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example", Proof.None)]
    [InlineData("mx.example.com; dkim=pass header.d=notkestrel.example", Proof.None)]
    [InlineData("mx.example.com; none", Proof.None)]
    [InlineData("mx.evil.example; dmarc=pass header.from=kestrel.example", Proof.None)]
    [InlineData("mx.example.com.evil.example; dmarc=pass header.from=kestrel.example", Proof.None)]
    [InlineData("evil (; mx.example.com; dmarc=pass header.from=kestrel.example)", Proof.None)]
    public void Only_the_trusted_relay_proves_a_sender(string results, Proof proof) =>
        SenderProof
            .Of(Read($"Authentication-Results: {results}\nFrom: anna@kestrel.example\n\nx"), Settings.TrustedRelays)
            .Proof.ShouldBe(proof);

    [Fact]
    public void A_result_that_came_with_the_mail_does_not_outdo_the_relay_s()
    {
        const string forged = "Authentication-Results: mx.example.com; dmarc=pass header.from=kestrel.example\n";
        var mail = Read(
            $"Authentication-Results: mx.example.com; dmarc=fail\nReceived: from evil\n{forged}From: anna@kestrel.example\n\nx"
        );

        SenderProof.Of(mail, Settings.TrustedRelays).Proof.ShouldBe(Proof.Failed);
    }

    [Fact]
    public void Ten_thousand_spoofs_execute_nothing()
    {
        var random = new Random(7);
        string[] results =
        [
            "",
            "Authentication-Results: mx.evil.example; dmarc=pass header.from=kestrel.example\n",
            "Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=evil.example\n",
            "Authentication-Results: mx.example.com; dmarc=fail\n",
            "Received: x\n",
            "Received-SPF: pass\nDKIM-Signature: d=kestrel.example\n",
            "ARC-Authentication-Results: i=1; mx.example.com; dmarc=pass header.from=kestrel.example\n",
        ];
        string[] froms =
        [
            "anna@kestrel.example",
            "\"anna@kestrel.example\" <x@evil.example>",
            "anna@kestrel.example, x@evil.example",
            "<anna@kestrel.example> x@evil.example",
            "anna@kestrel.example\nFrom: x@evil.example",
        ];
        string[] tos = ["register@vendor.example", "r+acme.0000000000000000000000000000000000@vendor.example", "deals@vendor.example"];
        for (var i = 0; i < 10_000; i++)
        {
            var headers = results[random.Next(results.Length)] + results[random.Next(results.Length)];
            var verdict = Of(
                $"{headers}From: {froms[random.Next(froms.Length)]}\nTo: {tos[random.Next(tos.Length)]}\nSubject: Deal {random.Next()}\n\nCompany: Aldermere\nContact: Ro\n"
            );
            verdict.Act.ShouldBeOneOf([MailAct.Hold, MailAct.Ignore], verdict.Why);
        }
    }

    [Fact]
    public void A_reply_of_a_proven_sender_to_its_address_is_filed()
    {
        var address = ReplyAddress.Write("acme", Target, Key);

        Of($"{Vouched}From: anna@kestrel.example\nTo: {address}@vendor.example\nSubject: Re: DR-1\n\nYes.").Act.ShouldBe(MailAct.FileReply);
        Of($"From: anna@kestrel.example\nTo: {address}@vendor.example\nSubject: Re: DR-1\n\nYes.").Act.ShouldBe(MailAct.Hold);
    }

    [Fact]
    public void A_reply_address_is_read_back_whatever_relays_make_of_its_case()
    {
        var local = ReplyAddress.Write("a-workspace-of-27-letters-x", Target, Key);

        local.Length.ShouldBeLessThanOrEqualTo(64);
        foreach (var form in new[] { local, local.ToUpperInvariant(), local + "@vendor.example" })
            ReplyAddress.Read(form)!.Check(Target, [Key], new(2026, 6, 30), seen: false).ShouldBe(AddressFault.None);
    }

    [Fact]
    public void A_reply_address_is_refused_when_it_is_forged_expired_or_used_again()
    {
        var local = ReplyAddress.Write("acme", Target, Key);
        var address = ReplyAddress.Read(local)!;

        address.Check(Target, [Key], new(2026, 7, 1), false).ShouldBe(AddressFault.Expired);
        address.Check(Target, [Key], new(2026, 6, 1), seen: true).ShouldBe(AddressFault.Replayed);
        address.Check(null, [Key], new(2026, 6, 1), false).ShouldBe(AddressFault.NotOurs);
        address.Check(Target with { Recipient = Guid.Empty }, [Key], new(2026, 6, 1), false).ShouldBe(AddressFault.Forged);
        address.Check(Target with { Thread = "registration:2" }, [Key], new(2026, 6, 1), false).ShouldBe(AddressFault.Forged);
        address.Check(Target with { Workspace = Guid.Empty }, [Key], new(2026, 6, 1), false).ShouldBe(AddressFault.Forged);
        address.Check(Target, [Key with { Secret = new byte[32] }], new(2026, 6, 1), false).ShouldBe(AddressFault.Forged);
        address.Check(Target, [], new(2026, 6, 1), false).ShouldBe(AddressFault.Forged);
        // Any other letter anywhere in the token.
        for (var i = local.Length - 34; i < local.Length; i++)
            (
                ReplyAddress
                    .Read(local[..i] + (local[i] == '7' ? '8' : '7') + local[(i + 1)..])
                    ?.Check(Target, [Key], new(2026, 6, 1), false)
                ?? AddressFault.NotOurs
            ).ShouldNotBe(AddressFault.None);
    }

    private static MailVerdict Of(string mail) => Of(Read(mail));

    private static MailVerdict Of(ReadMail mail) => MailRules.Of(mail, ReplyReader.Read(mail.Text), Settings);

    private static ReadMail Read(string mail) => MimeReader.Read(Encoding.UTF8.GetBytes(mail));
}
