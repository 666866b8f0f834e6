using Entente.Access.Model;
using Entente.Access.Sso;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui.Pages;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.SignIn;

/// <summary>
/// Somebody asks for a sign-in link. The answer is the same, in words and in work done, whether the address is known or not:
/// looking it up is the job's business.
/// </summary>
public sealed class AskForLink(EntenteDb db, HomeRealm realms)
{
    /// <param name="browser">By which hash the link knows the browser that asks, see <see cref="AskingBrowser"/>.</param>
    public async Task<Result> Run(string? email, string? next, byte[] browser, CancellationToken ct)
    {
        if (EmailAddress.Read(email) is not { } address)
            return Problem.Invalid("sign_in.email", "email", "Write your e-mail address, such as ines@kestrelquay.example.");
        if (await realms.Of(address, ct) is { Enforced: true } only)
            return HomeRealm.OnlyThere(only);
        db.Enqueue(new SendSignInLink(address, SeeOther.IsOurs(next) ? next : null, browser));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}

[JobName("access.send_sign_in_link")]
internal sealed record SendSignInLink(string Email, string? Next, byte[]? Browser = null);

/// <summary>Mails the link if the address belongs to an active member; at most a few at a time, so that nobody's inbox can be flooded.</summary>
internal sealed class SendSignInLinkJob(EntenteDb db, AccessApi access, MailQueue mails, Workspaces workspaces, TimeProvider clock)
    : IJob<SendSignInLink>
{
    internal static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);
    internal const int MostAtATime = 5;

    public async Task<JobOutcome> Run(SendSignInLink payload, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await access.Member(payload.Email, ct) is not { Active: true } member)
            return JobOutcome.Done;
        var person = member.Person;
        var open = await db.Set<AccessLink>()
            .CountAsync(l => l.PersonId == person.Id && l.Kind == LinkKind.SignIn && l.SingleUse && l.CreatedAt > now - GoodFor, ct);
        if (open >= MostAtATime)
            return JobOutcome.Done;

        var workspace = await workspaces.Get(db.Workspace, ct);
        var url = await access.Issue(
            LinkKind.SignIn,
            (person.Id, null, null),
            singleUse: true,
            payload.Next,
            now + GoodFor,
            ct,
            browser: payload.Browser
        );
        await mails.Stage(
            new(
                Once: "sign-in:" + url[^12..],
                About: new("person", person.Id.Value),
                person.Id,
                person.Email,
                person.Name,
                Subject: $"Your sign-in link for {workspace.Name}",
                Verdict: $"Sign in to {workspace.Name}",
                Paragraphs:
                [
                    "The link works once, for 30 minutes, in the browser in which you asked for it. If you did not ask for it, ignore this mail: nobody gets in without it.",
                ],
                Facts: [],
                Button: ("Sign in", url),
                Why: "You get this because someone asked for a sign-in link for this address."
            )
            {
                Asked = true,
            },
            ct
        );
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }
}
