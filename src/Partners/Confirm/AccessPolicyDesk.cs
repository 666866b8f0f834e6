using Entente.Access;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Confirm;

/// <param name="Days">Without an act, until access rests.</param>
/// <param name="Safelist">The open round of the vendor's own safelist: its quarter and end.</param>
public sealed record AccessPolicyView(
    bool Silence,
    int Days,
    bool Crm,
    bool Confirm,
    bool SuspendUnconfirmed,
    (string Quarter, DateTimeOffset Due)? Safelist
);

/// <summary>How access lapses in this workspace; staff who manage people set it.</summary>
public sealed class AccessPolicyDesk(EntenteDb db, Actor actor)
{
    public async Task<AccessPolicyView> Show(CancellationToken ct)
    {
        var policy = await db.Set<AccessPolicy>().AsNoTracking().SingleOrDefaultAsync(ct) ?? new();
        var open = await db.Set<SafelistReview>().Where(r => r.DoneAt == null).OrderByDescending(r => r.Quarter).FirstOrDefaultAsync(ct);
        return new(
            policy.Silence,
            policy.Days,
            policy.Crm,
            policy.Confirm,
            policy.SuspendUnconfirmed,
            open is null ? null : (open.Quarter, open.DueAt)
        );
    }

    public async Task<Result> Set(bool silence, int? days, bool crm, bool confirm, bool suspendUnconfirmed, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return Problem.Forbidden("access.policy_may_not", "Your role does not include managing people.");
        if (days is not (>= Rules.Silence.FewestDays and <= Rules.Silence.MostDays))
            return Problem.Invalid("access.days", "days", $"Give {Rules.Silence.FewestDays} to {Rules.Silence.MostDays} days.");
        if (await db.Set<AccessPolicy>().SingleOrDefaultAsync(ct) is not { } policy)
            db.Add(policy = new AccessPolicy());
        policy.Set(silence, days.Value, crm, confirm, suspendUnconfirmed);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
