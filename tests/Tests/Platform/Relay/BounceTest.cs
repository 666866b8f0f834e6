using System.Text;
using Entente.Access;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Partners.Lapse;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Mail.Relay;
using Entente.Tests.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform.Relay;

/// <summary>What relays report later: the mail says so, the address is written to no more, and whoever left with it has no access.</summary>
public sealed class BounceTest(RelayHouse house) : IClassFixture<RelayHouse>
{
    [Fact]
    public async Task A_report_that_the_address_is_no_more_ends_the_access_bound_to_it_until_it_is_brought_back()
    {
        var story = await RegistrationStory.In(house);
        var mail = await house.Write(story.InesEmail);
        await house.Work();
        await Comes(Envelope(story.InesEmail), Report(story.InesEmail, "5.1.1", "smtp; 550 5.1.1 user unknown"));

        var seen = await house.See(mail);
        (seen.Row.State, seen.Answer).ShouldBe((MailState.CameBack, "550 5.1.1 user unknown"));
        var person = story.Ines.Person!.Value;
        (await Access(person)).ShouldBe((false, AccessEnd.Bounce));
        (await Refused(story.InesEmail)).ShouldBeTrue();

        (
            await house.Act<MindAccess, Entente.Platform.Values.Result>(
                story.Maren,
                m => m.BringBack(story.Kestrel, person, "A new server", RelayHouse.Ct)
            )
        ).Ok.ShouldBeTrue();
        (await Access(person)).Active.ShouldBeTrue();
        (await Refused(story.InesEmail)).ShouldBeFalse("who is back is written to again");
    }

    [Theory]
    [InlineData("5.2.2", "smtp; 552 5.2.2 mailbox full")]
    [InlineData("5.7.1", "smtp; 554 5.7.1 blocked")]
    [InlineData("", "smtp; something went wrong")]
    public async Task A_report_of_anything_else_marks_the_mail_alone(string status, string diagnostic)
    {
        var story = await RegistrationStory.In(house);
        var mail = await house.Write(story.InesEmail);
        await house.Work();
        await Comes(Envelope(story.InesEmail), Report(story.InesEmail, status, diagnostic));
        (await house.See(mail)).Row.State.ShouldBe(MailState.CameBack);
        (await Access(story.Ines.Person!.Value)).Active.ShouldBeTrue();
        (await Refused(story.InesEmail)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_report_to_an_address_that_was_guessed_changes_nothing_and_waits_for_staff()
    {
        var story = await RegistrationStory.In(house);
        var mail = await house.Write(story.InesEmail);
        await house.Work();
        foreach (var to in (string[])[$"{ReturnAddress.Write("corvane", 4711)}@in.corvane.example", "corvane@in.corvane.example"])
            await Comes(to, Report(story.InesEmail, "5.1.1", "smtp; 550 5.1.1 user unknown"));
        (await house.See(mail)).Row.State.ShouldBe(MailState.Sent);
        (await Access(story.Ines.Person!.Value)).Active.ShouldBeTrue();
        await using var scope = house.As(house.Corvane);
        var held = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<InboundMail>()
            .Where(m => m.IsQuarantined)
            .ToListAsync(RelayHouse.Ct);
        held.Count(m => m.Why.StartsWith("a relay reports that a mail was not delivered", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_mail_that_only_comes_late_has_not_come_back()
    {
        var story = await RegistrationStory.In(house);
        var mail = await house.Write(story.InesEmail);
        await house.Work();
        await Comes(Envelope(story.InesEmail), Report(story.InesEmail, "4.4.1", "smtp; 451 later", "delayed"));
        (await house.See(mail)).Row.State.ShouldBe(MailState.Sent);
    }

    [Fact]
    public async Task A_report_of_one_workspace_reaches_no_mail_of_another()
    {
        var story = await RegistrationStory.In(house);
        var mail = await house.Write(story.InesEmail);
        await house.Work();
        await Comes(
            Envelope(story.InesEmail).Replace("b+corvane.", "b+halden.", StringComparison.Ordinal),
            Report(story.InesEmail, "5.1.1", "smtp; 550 no")
        );
        (await house.See(mail)).Row.State.ShouldBe(MailState.Sent);
    }

    private string Envelope(string to) => house.Sink.Taken.Last(m => m.To == to).From;

    private async Task Comes(string to, string report)
    {
        await house
            .Services.GetRequiredService<KeepInbound>()
            .Keep(new ReceivedMail("", [to], Encoding.UTF8.GetBytes(report)), RelayHouse.Ct);
        await house.Work();
    }

    private async Task<(bool Active, AccessEnd? Cause)> Access(Entente.Platform.Values.PersonId person)
    {
        await using var scope = house.As(house.Corvane);
        var people = await scope.ServiceProvider.GetRequiredService<AccessApi>().AllPartnerPeople(RelayHouse.Ct);
        var one = people.Single(p => p.Person.Id == person);
        return (one.Active, one.SuspendedFor);
    }

    private async Task<bool> Refused(string address)
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<MailStops>().Why(address, RelayHouse.Ct) is not null;
    }

    private static string Report(string about, string status, string diagnostic, string action = "failed") =>
        string.Join(
            "\r\n",
            (string[])
                [
                    "Return-Path: <>",
                    "Received: from mx.kestrel.example by mx.corvane.example; Mon, 2 Mar 2026 10:00:00 +0000",
                    $"Message-ID: <{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@mx.kestrel.example>",
                    "From: Mail Delivery System <MAILER-DAEMON@mx.kestrel.example>",
                    "Subject: Undelivered Mail Returned to Sender",
                    "MIME-Version: 1.0",
                    "Content-Type: multipart/report; report-type=delivery-status; boundary=\"x\"",
                    "",
                    "--x",
                    "Content-Type: text/plain",
                    "",
                    "I am sorry.",
                    "--x",
                    "Content-Type: message/delivery-status",
                    "",
                    "Reporting-MTA: dns; mx.kestrel.example",
                    "",
                    $"Final-Recipient: rfc822; {about}",
                    $"Action: {action}",
                    .. (string[])(status.Length > 0 ? [$"Status: {status}"] : []),
                    $"Diagnostic-Code: {diagnostic}",
                    "",
                    "--x--",
                    "",
                ]
        );
}
