using System.Text.RegularExpressions;
using Entente.Access;
using Entente.Access.ProofOfWork;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.PublicIntake;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>How these tests fill in, send and look.</summary>
public sealed partial class PublicFormTest
{
    private async Task Set(PublicFormRules rules)
    {
        await using var scope = web.House.As(Actor.System(web.Corvane.Id));
        var act = scope.ServiceProvider.GetRequiredService<SetUpPublicForm>();
        (await act.Run(rules, (await act.Load(Ct)).Version, Ct)).Problem.ShouldBeNull();
    }

    private static async Task<WebPage> Send(WebVisitor visitor, string email, string company, WebPage? opened = null)
    {
        var page = opened ?? await visitor.Open(Page);
        return await visitor.Submit(page, [.. Form(email, company), ("Input.Answer", Solved(page).Answer)]);
    }

    private static (string Challenge, string Answer) Solved(WebPage page)
    {
        var field = page.Document.QuerySelector("[data-puzzle]")!;
        var challenge = field.GetAttribute("value")!;
        return (
            challenge,
            Puzzle.Solve(challenge, int.Parse(field.GetAttribute("data-puzzle")!, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    private static (string Name, string Value)[] Form(string email, string company)
    {
        var host = Words().Replace(company, "").ToLowerInvariant() + ".example";
        return
        [
            ("Input.Email", email),
            ("Input.Name", "Ines Calder"),
            ("Input.Company", company),
            ("Input.Domain", host),
            ("Input.ContactEmail", "r.ashdown@" + host),
            ("Input.Amount", "84,000"),
            ("Input.CloseDate", "2026-05-29"),
            ("Input.Problem", "Trace quality issues."),
            ("Input.Consent", "true"),
        ];
    }

    private async Task<int> Registered(string company)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Registration>().CountAsync(r => r.Company == company, Ct);
    }

    private async Task<Registration> One(string company)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Registration>().SingleAsync(r => r.Company == company, Ct);
    }

    private async Task<MemberCard?> Member(string email)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<AccessApi>().Member(email, Ct);
    }

    private async Task<int> Mails(string email)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().List(email, 0, 50, Ct)).Rows.Count(r =>
            r.Subject == "Confirm your registration"
        );
    }

    [GeneratedRegex("[^A-Za-z]")]
    private static partial Regex Words();
}
