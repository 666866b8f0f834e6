using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Forms;

/// <summary>
/// Draws forms: begun from what is shown now, changed as a draft, published. A draft may be as unfinished as it likes; what is published holds
/// together, asks what the policy requires, and is bound to fields that the CRM has.
/// </summary>
public sealed class DrawForm(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, FormShelf shelf)
{
    /// <summary>A new form, or the one that is there for the same partners.</summary>
    public async Task<Result<FormId>> Begin(FormScope scope, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        var region = ClaimReader.OneLine(scope.Region);
        if (region?.Length > ClaimReader.LongestLine)
            return Problem.Invalid("form.region", "region", "Keep the region within 200 characters.");
        scope = scope with { Region = region };
        await using var held = await db.Hold(["forms"], ct);
        var present = await db.Set<FormRow>()
            .Where(f => f.Kind == scope.Kind && f.Type == scope.Type && f.Tier == scope.Tier && f.Region == scope.Region)
            .FirstOrDefaultAsync(ct);
        if (present is not null)
            return present.Id;
        var form = await shelf.For(Segment(scope), ct);
        db.Add(present = FormRow.Begin(scope, form, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return present.Id;
    }

    /// <param name="seen">The version on the page.</param>
    public async Task<Result> Keep(FormId id, FormDefinition form, int seen, CancellationToken ct) =>
        await Change(id, seen, (row, now) => Done(() => row.Change(form, actor.Person, now)), ct);

    /// <summary>Publishes this; the number of the version.</summary>
    public async Task<Result<int>> Publish(FormId id, FormDefinition form, int seen, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["forms"], ct);
        if (await db.Set<FormRow>().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } row)
            return FormFaults.None;
        if (row.Version != seen)
            return FormFaults.Stale;
        var policy = (await world.Terms(ct)).For(Segment(row.Scope)).Policy;
        if (FormCheck.Wrong(form, FormShelf.Demanded(policy, row.Kind), await shelf.Bound(ct)) is { Count: > 0 } wrong)
            return FormFaults.Of(wrong);
        db.Add(row.Publish(form, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return row.Number;
    }

    /// <summary>Shows it no more: the wider form, or Entente's own, takes its place.</summary>
    public async Task<Result> TakeBack(FormId id, int seen, CancellationToken ct) =>
        await Change(
            id,
            seen,
            (row, now) => row.Published is null ? FormFaults.NotPublished : Done(() => row.TakeBack(actor.Person, now)),
            ct
        );

    private static Problem? Done(Action act)
    {
        act();
        return null;
    }

    private async Task<Result> Change(FormId id, int seen, Func<FormRow, DateTimeOffset, Problem?> change, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["forms"], ct);
        if (await db.Set<FormRow>().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } row)
            return FormFaults.None;
        if (row.Version != seen)
            return FormFaults.Stale;
        if (change(row, clock.GetUtcNow()) is { } wrong)
            return wrong;
        await held.Save(ct);
        return Result.Done;
    }

    internal static Segment Segment(FormScope scope) => new(scope.Kind, scope.Type, scope.Tier, null, scope.Region);
}

/// <summary>Why something about a form is refused: each code is public and written here once.</summary>
internal static class FormFaults
{
    public static Problem None => Problem.NotFound("form.not_found", "There is no such form.");

    public static Problem Stale => Problem.Stale("form.stale", "Somebody changed this form meanwhile. What you see here is up to date.");

    public static Problem NotPublished => Problem.Conflict("form.not_published", "This form is not published.");

    public static Problem Of(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("form.invalid", "The form cannot be published like this. Nothing you typed is lost.", wrong);
}
