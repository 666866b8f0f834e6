using System.Globalization;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// A partner's person takes a deal from a mail to won and never signs in: registered by mail, asked and answered by mail, followed by the links that
/// come with mails, won by the rep in the CRM. What Entente wrote is read where it stands, in the built-in outbox.
/// </summary>
public abstract class MailJourney(Chrome chrome, RunningEntente entente)
{
    private const string Ines = "ines.calder@kestrelquay.example";

    [Fact]
    public async Task A_deal_goes_from_a_mail_to_won_and_its_partner_never_signs_in()
    {
        var company =
            "Mailbourne Works " + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
        var site = ClaimForm.DomainOf(company);
        var desk = await chrome.Desktop();
        await desk.Enter(entente.Door("staff"));

        // What is missing is asked for, and the answer completes it.
        await entente.Mail(
            Ines,
            $"register+corvane@{RunningEntente.MailDomain}",
            $"Deal registration {company}",
            $"Company: {company}\nWebsite: {site}\nContact: Rowan Ashdown\nE-mail: rowan@{site}\nAmount: 48,000 GBP\n"
                + $"Close date: {TimeProvider.System.GetUtcNow().AddDays(90):yyyy-MM-dd}\n"
                + "Problem: They need to trace quality issues across six plants.\nStage: Evaluation\nCountry: GB\n"
        );
        var asked = await Mailed(desk, "something is missing", "agreed");
        await entente.Mail(Ines, asked.AnswersTo, "Re: something is missing", "Consent: yes", asked.Id);

        // Received, with a number, a link to follow it, and an address to answer to.
        var received = await Mailed(desk, company, "we have your registration");
        var number = received.Subject.Split(':')[0];
        number.ShouldStartWith("DR-");
        await entente.Mail(Ines, received.AnswersTo, "Re: " + received.Subject, $"We meet them on Tuesday.\n\n{received.Text}");
        await desk.Eventually($"{entente.Url}/w/corvane/registrations/{number}/messages", "We meet them on Tuesday.");
        (await desk.InnerTextAsync("main")).ShouldNotContain("Reply above this line", customMessage: "what it quotes stays out");

        await desk.GotoAsync($"{entente.Url}/w/corvane/registrations/{number}");
        await desk.Approve();

        // The mail's own button leads on: the first meeting is put on record without signing in.
        var approved = await Mailed(desk, $"{number}: approved", "Log the first meeting");
        var phone = await chrome.Phone();
        var faults = phone.WatchForFaults();
        await phone.GotoAsync(approved.Link!);
        await phone.Locator("form:has([name=_handler][value=meet]) button[type=submit]").First.ClickAsync();
        await phone.Eventually(received.Link!, "Protection");
        (await phone.InnerTextAsync("main")).ShouldNotContain("The first meeting is booked");
        await phone.ShouldBeAccessible();

        var rep = await chrome.Desktop();
        await rep.EventuallyFollow($"{entente.SandboxUrl}/deals?q={Uri.EscapeDataString(company)}", company);
        await rep.SelectOptionAsync("select[name=dealstage]", "closedwon");
        await rep.Locator("form:has(select[name=dealstage]) button").First.ClickAsync();
        await rep.WaitForURLAsync("**saved**");
        await phone.Eventually(received.Link!, "Won");
        faults.ShouldBeEmpty();
        (await phone.Context.CookiesAsync()).ShouldNotContain(c => c.Name.Contains("session", StringComparison.OrdinalIgnoreCase));
    }

    // Some mails have no such line.
    private static async Task<string> Fact(IPage desk, string label)
    {
        var fact = desk.Locator($"dl div:has(dt:text-is('{label}')) dd");
        return await fact.CountAsync() > 0 ? await fact.First.InnerTextAsync() : "";
    }

    /// <summary>The newest mail to her that is about this and says that.</summary>
    private async Task<Mailed> Mailed(IPage desk, string about, string having)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await desk.GotoAsync($"{entente.Url}/w/corvane/mail?q={Uri.EscapeDataString(about)}");
            foreach (var row in await desk.Locator("main tbody tr").AllAsync())
            {
                if (!(await row.InnerTextAsync()).Contains(Ines, StringComparison.Ordinal))
                    continue;
                await row.Locator("a").First.ClickAsync();
                await desk.WaitForURLAsync("**/mail/*");
                var text = await desk.InnerTextAsync("#text .mail-text");
                var subject = (await desk.InnerTextAsync("h1")).Split('\n')[0].Trim();
                if (!(text + subject).Contains(having, StringComparison.OrdinalIgnoreCase))
                    break;
                var link = desk.Locator("#text a[href*='/s/']").First;
                return new(
                    subject,
                    text,
                    await Fact(desk, "Answers go to"),
                    await Fact(desk, "Message-ID"),
                    await link.CountAsync() > 0 ? await link.GetAttributeAsync("href") : null
                );
            }
            await Task.Delay(500);
        }
        throw new TimeoutException($"No mail to {Ines} about “{about}” says “{having}”.");
    }
}

/// <summary>A mail that was written.</summary>
internal sealed record Mailed(string Subject, string Text, string AnswersTo, string Id, string? Link);

public sealed class MailJourneyOnHubSpotTest(Chrome chrome, OnHubSpot entente) : MailJourney(chrome, entente);

public sealed class MailJourneyOnSalesforceTest(Chrome chrome, OnSalesforce entente) : MailJourney(chrome, entente);
