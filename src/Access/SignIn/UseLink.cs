using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Access.Sso;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.SignIn;

/// <summary>What signing in by a link gives: the session's secret for the cookie, and where to go.</summary>
public sealed record SignedIn(string Token, MemberSide Side, string? Next);

/// <summary>Signs in by a link: used up and session begun in one commit, also when it is pressed twice at once.</summary>
public sealed class UseLink(EntenteDb db, ActorSlot slot, BeginSession begin, HomeRealm realms, TimeProvider clock)
{
    public const string OtherBrowser = "access.other_browser";

    /// <param name="browser">See <see cref="AskingBrowser"/>.</param>
    /// <param name="oldToken">The session this browser had, which ends.</param>
    public async Task<Result<SignedIn>> Run(Guid link, Visitor visitor, string? oldToken, byte[]? browser, CancellationToken ct)
    {
        await using var held = await db.Hold([$"access_link:{link:N}"], ct);
        var now = clock.GetUtcNow();
        var found = await db.Set<AccessLink>().SingleOrDefaultAsync(l => l.Id == new AccessLinkId(link) && l.Kind == LinkKind.SignIn, ct);
        if (found?.PersonId is not { } person || found.State(now) is not LinkState.Good)
            return Problem.Conflict("access.link_gone", "This link no longer works.");
        if (!found.FitsBrowser(browser))
            return Problem.Conflict(
                OtherBrowser,
                "This link was asked for in another browser, and works there alone. Copy it into that one, or have a new link sent from here."
            );
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person && m.Active, ct) is not { } member)
            return Problem.Conflict("access.link_gone", "This link no longer works.");

        var email = await db.Set<Person>().Where(p => p.Id == person).Select(p => p.Email).SingleAsync(ct);
        // The door that the operator opens at the console stays open: a provider that lets nobody in any more is mended from inside.
        if (!found.Whole && await realms.Of(email, ct) is { Enforced: true } only)
            return HomeRealm.OnlyThere(only);

        // From here on it is they who act: the audit names them.
        slot.Identify(Identities.Named(member, Channel.Link) with { Correlation = slot.Current!.Correlation });
        found.Use(now);
        await begin.EndOld(oldToken, ct);
        // The console's door was opened for this workspace: what another one asks for at its own door stands.
        var token = begin.Stage(person, visitor, found.Whole ? Proof.Door : Proof.Link, found.Whole ? db.Workspace : null);
        await held.Save(ct);
        return new SignedIn(token, member.Side, found.Next);
    }
}
