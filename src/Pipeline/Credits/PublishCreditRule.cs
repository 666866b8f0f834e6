using Entente.Access;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>Publishes by which rule deals are credited: of one motion, or of all that have none of their own. Open deals follow at once, closed ones keep theirs.</summary>
public sealed class PublishCreditRule(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <param name="motion">Empty: the workspace's rule.</param>
    /// <param name="seen">The version on the page; a newer one makes it stale.</param>
    public async Task<Result<int>> Run(string motion, CreditRule rule, int seen, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.System && !actor.May(Permissions.ManagePolicy))
            return Problem.Forbidden("credit_rule.may_not", "Your role does not include the rules of credit.");
        if (motion.Length > 0 && StandardPlaybooks.Of(motion) is null)
            return Problem.NotFound("credit_rule.no_motion", "There is no such motion.");
        if (rule.Wrong() is { Count: > 0 } wrong)
            return Problem.Invalid("credit_rule.invalid", "This rule cannot be published yet. Nothing you typed is lost.", wrong);
        await using var held = await db.Hold([$"credit-rule:{motion}"], ct);
        var newest = await db.Set<CreditRuleVersion>().Where(v => v.Motion == motion).MaxAsync(v => (int?)v.Number, ct) ?? 0;
        if (newest != seen)
            return Problem.Stale(
                "credit_rule.stale",
                $"Version {newest} was published meanwhile. Look at it, then change what you want to change."
            );
        db.Add(CreditRuleVersion.Publish(motion, newest + 1, rule, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }
}
