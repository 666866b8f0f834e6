using Entente.Access;
using Entente.Crm;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Forms;

/// <summary>A form in the list.</summary>
/// <param name="Number">Of the version that is shown; null: none is.</param>
/// <param name="Drift">What the CRM's changes do to it, in sentences.</param>
public sealed record FormLine(
    FormId Id,
    FormScope Scope,
    int? Number,
    bool HasDraft,
    DateTimeOffset ChangedAt,
    IReadOnlyList<string> Drift
);

public sealed record FormPast(int Number, string? By, DateTimeOffset At);

/// <summary>A form in its editor.</summary>
public sealed record FormView(
    FormLine Line,
    int Version,
    FormDefinition Form,
    IReadOnlyList<FormPast> Past,
    IReadOnlyCollection<string> Demanded,
    IReadOnlyDictionary<string, BoundField> Bound
);

/// <summary>Reads the forms for those who draw them.</summary>
public sealed class FormDesk(EntenteDb db, Actor actor, AccessApi access, ClaimWorld world, FormShelf shelf, CrmApi crm)
{
    public async Task<IReadOnlyList<FormLine>> List(CancellationToken ct)
    {
        var rows = await db.Set<FormRow>().AsNoTracking().ToListAsync(ct);
        var bound = rows.Count == 0 ? new Dictionary<string, BoundField>() : await shelf.Bound(ct);
        return [.. rows.OrderBy(r => r.Kind).ThenBy(r => r.Scope.Narrow).ThenBy(r => r.Id).Select(r => Line(r, bound))];
    }

    public async Task<FormView?> Show(FormId id, CancellationToken ct)
    {
        if (await db.Set<FormRow>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } row)
            return null;
        var past = await db.Set<FormVersion>().AsNoTracking().Where(v => v.FormId == id).OrderByDescending(v => v.Number).ToListAsync(ct);
        var people = await access.People(past.Select(p => p.By).OfType<PersonId>(), ct);
        var (bound, policy) = (await shelf.Bound(ct), (await world.Terms(ct)).For(DrawForm.Segment(row.Scope)).Policy);
        return new(
            Line(row, bound),
            row.Version,
            row.Present,
            [.. past.Select(p => new FormPast(p.Number, p.By is { } by ? people.GetValueOrDefault(by)?.Name : null, p.PublishedAt))],
            FormShelf.Demanded(policy, row.Kind),
            bound
        );
    }

    /// <summary>Looks at the CRM's fields now instead of tomorrow.</summary>
    public async Task<Result> Look(CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        if (await crm.Connection(ct) is not { } connection)
            return Problem.Conflict("form.no_crm", "No CRM is connected, so there are no fields to look at.");
        crm.LookAtSchema(connection.Id);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private static FormLine Line(FormRow row, IReadOnlyDictionary<string, BoundField> bound) =>
        new(
            row.Id,
            row.Scope,
            row.Published is null ? null : row.Number,
            row.Draft is not null,
            row.ChangedAt,
            FormCheck.Drift(row.Published is { } shown ? FormRow.Read(shown) : row.Present, bound)
        );
}
