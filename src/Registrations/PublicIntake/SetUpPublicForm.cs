using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Publish;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.PublicIntake;

/// <summary>Reads and changes how the open form is guarded.</summary>
public sealed class SetUpPublicForm(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<(PublicFormRules Rules, int Version)> Load(CancellationToken ct) =>
        await db.Set<PublicFormSettings>().AsNoTracking().SingleOrDefaultAsync(ct) is { } kept
            ? (kept.Rules, kept.Version)
            : (PublicFormRules.Default, 0);

    /// <param name="seen">The version on the page; 0: nothing was set yet.</param>
    public async Task<Result> Run(PublicFormRules rules, int seen, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        if (rules.Wrong() is { Count: > 0 } wrong)
            return Problem.Invalid("public_form.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);
        await using var held = await db.Hold(["public-form"], ct);
        var kept = await db.Set<PublicFormSettings>().SingleOrDefaultAsync(ct);
        if ((kept?.Version ?? 0) != seen)
            return Problem.Stale("public_form.stale", "Somebody changed these settings meanwhile. What you see here is up to date.");
        if (kept is null)
            db.Add(kept = PublicFormSettings.Begin(clock.GetUtcNow()));
        kept.Set(rules);
        await held.Save(ct);
        return Result.Done;
    }
}
