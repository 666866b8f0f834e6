using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.CrmForms;

/// <summary>What came by a form of the CRM and waits for somebody.</summary>
/// <param name="Record">Where the form left it: <c>contact 701</c>, <c>lead 00Q…</c>.</param>
/// <param name="Partner">Null: the token names nobody.</param>
public sealed record CrmFormLine(
    Guid Id,
    string Company,
    string? Email,
    string Crm,
    string Record,
    string? Partner,
    string Reason,
    DateTimeOffset At
);

/// <summary>The queue of forms that became no registration: shown, tried again, put aside.</summary>
public sealed class CrmFormDesk(EntenteDb db, Actor actor, PartnersApi partners, TimeProvider clock)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<CrmFormLine>> Waiting(CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return [];
        var rows = await Open().AsNoTracking().OrderByDescending(e => e.At).Take(Most).ToListAsync(ct);
        var names = await partners.Cards([.. rows.Select(r => r.Partner).OfType<Guid>().Distinct().Select(p => new PartnerId(p))], ct);
        return
        [
            .. rows.Select(r => new CrmFormLine(
                r.Id.Value,
                r.Company,
                r.Email,
                r.Crm,
                r.OnLead ? $"lead {r.ContactCrmId}" : $"contact {r.ContactCrmId}",
                r.Partner is { } id ? names.GetValueOrDefault(new PartnerId(id))?.Name : null,
                r.Reason!,
                r.At
            )),
        ];
    }

    /// <summary>Reads the contact once more, as it is in the CRM now.</summary>
    public async Task<Result> TryAgain(Guid id, CancellationToken ct)
    {
        var found = await Find(id, ct);
        if (!found.Ok)
            return found.Problem;
        if (found.Value.OnLead)
            db.Enqueue(new ReadCrmFormOnLead(new(found.Value.ConnectionId), found.Value.ContactCrmId));
        else
            db.Enqueue(new ReadCrmForm(new ContactId(found.Value.Contact)));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>Nothing is to become of it.</summary>
    public async Task<Result> Settle(Guid id, CancellationToken ct)
    {
        var found = await Find(id, ct);
        if (!found.Ok)
            return found.Problem;
        found.Value.Settle(actor.Person, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private IQueryable<CrmFormEntry> Open() =>
        db.Set<CrmFormEntry>().Where(e => e.Number == null && e.SettledAt == null && e.Reason != null);

    private async Task<Result<CrmFormEntry>> Find(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return Problem.Forbidden("crm_form.may_not", "Your role does not decide registrations.");
        var entry = new CrmFormEntryId(id);
        return await Open().SingleOrDefaultAsync(e => e.Id == entry, ct) is { } found
            ? found
            : Problem.NotFound("crm_form.unknown", "This one does not wait any more.");
    }
}

/// <summary>A card of Today: forms of the CRM that became no registration.</summary>
internal sealed class CrmFormsToday(CrmFormDesk desk, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await desk.Waiting(ct);
        if (waiting.Count == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations/crm-forms";
        return new(
            "crm-forms",
            "Forms that became no registration",
            TodayPlace.Card,
            waiting.Count,
            [
                .. waiting
                    .Take(Shown)
                    .Select(w => new TodayRow(w.Company, root) { Sub = w.Reason, Badge = new("Look", Tone.Warn, "registration") }),
            ]
        )
        {
            AllHref = root,
        };
    }
}

/// <summary>Beside a registration, for staff: that it came by a form of the CRM.</summary>
internal sealed class BesideCrmForm(EntenteDb db) : IClaimBeside
{
    public async ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct)
    {
        var from = await db.Set<CrmFormEntry>()
            .AsNoTracking()
            .Where(e => e.Registration == claim.Value)
            .OrderBy(e => e.At)
            .Select(e => new
            {
                e.Crm,
                e.ContactCrmId,
                e.Contact,
                e.At,
            })
            .FirstOrDefaultAsync(ct);
        if (from is null)
            return null;
        return content =>
        {
            content.OpenComponent<CameByForm>(0);
            content.AddComponentParameter(1, nameof(CameByForm.Crm), from.Crm);
            content.AddComponentParameter(2, nameof(CameByForm.Contact), from.ContactCrmId);
            content.AddComponentParameter(3, nameof(CameByForm.OnLead), from.Contact == Guid.Empty);
            content.AddComponentParameter(4, nameof(CameByForm.At), from.At);
            content.CloseComponent();
        };
    }

    public ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct) =>
        ValueTask.FromResult<RenderFragment?>(null);
}
