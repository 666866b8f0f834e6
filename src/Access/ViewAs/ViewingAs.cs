using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Access.Safelist;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.ViewAs;

/// <summary>As whom this browser looks at the portal now.</summary>
public sealed record Viewed(string Who, string Partner, DateTimeOffset Until);

/// <summary>
/// Staff look at the portal as a partner's person or role: in this browser, for an hour at most, reading only. Beginning, ending and every page
/// stand in the audit with the real person.
/// </summary>
public sealed class ViewingAs(EntenteDb db, Actor actor, CurrentSession session, Fields fields, WhoSees people, TimeProvider clock)
{
    public static Problem MayNot => Problem.Forbidden("view_as.may_not", "Your role does not view the portal as somebody else.");

    public static Problem Nobody => Problem.Invalid("view_as.nobody", "who", "Choose a person or a role of a partner.");

    /// <summary>Whom this actor may look as: the people of the partners in their scope, and each partner in each role.</summary>
    public async Task<IReadOnlyList<Looker>> Choices(CancellationToken ct) =>
        actor.May(Permissions.ViewAs) ? await people.Everybody(ct) : [];

    /// <param name="role">Counts when no person is named.</param>
    public async Task<Result> Start(PartnerId partner, PersonId? person, PartnerRole role, CancellationToken ct)
    {
        if (!actor.May(Permissions.ViewAs) || actor.Person is not { } me || session.Id is not { } here)
            return MayNot;
        if (
            (actor.Scope is { } scope && !scope.Contains(partner))
            || await fields.Facts(partner, ct) is not { } facts
            || !Enum.IsDefined(role)
            || (
                person is { } chosen
                && !await db.Set<Membership>().AnyAsync(m => m.PersonId == chosen && m.PartnerId == partner && m.Active, ct)
            )
        )
            return Nobody;
        await EndAll(ct);
        var visit = ViewAsVisit.Start(here, me, partner, person, role, clock.GetUtcNow());
        db.Add(visit);
        db.Witness(
            "partner.view_started",
            new("partner", partner.Value),
            ("partner", null, facts.Name),
            ("person", null, person?.Value.ToString("D")),
            ("role", null, person is null ? role.ToString() : null)
        );
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    public async Task End(CancellationToken ct)
    {
        await EndAll(ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What the banner says; null when this browser looks as nobody.</summary>
    public async Task<Viewed?> Now(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (session.Id is not { } here)
            return null;
        var found = await db.Set<ViewAsVisit>()
            .AsNoTracking()
            .Where(v => v.SessionId == here && v.EndedAt == null && v.EndsAt > now)
            .OrderByDescending(v => v.StartedAt)
            .FirstOrDefaultAsync(ct);
        if (found is null)
            return null;
        var name = found.Person is { } person
            ? await db.Set<Person>().Where(p => p.Id == person).Select(p => p.Name).SingleOrDefaultAsync(ct)
            : RoleNames.Of(found.Role);
        return new(name ?? "", (await fields.Facts(found.As, ct))?.Name ?? "", found.EndsAt);
    }

    private async Task EndAll(CancellationToken ct)
    {
        if (session.Id is not { } here)
            return;
        foreach (var visit in await db.Set<ViewAsVisit>().Where(v => v.SessionId == here && v.EndedAt == null).ToListAsync(ct))
        {
            visit.End(clock.GetUtcNow());
            db.Witness("partner.view_ended", new("partner", visit.As.Value));
        }
    }
}
