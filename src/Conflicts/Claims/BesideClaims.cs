using Entente.Access;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Claims;

/// <summary>Beside a registration: for staff its conflicts and complaints, for its partner the way to its own evidence and the letters to it.</summary>
internal sealed class BesideClaims(EntenteDb db, ComplaintList complaints, Actor actor) : IClaimBeside
{
    public async ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct)
    {
        var cases = await db.Set<CaseSide>()
            .Where(s => s.Registration == claim.Value)
            .Join(
                db.Set<ConflictCase>(),
                s => new { s.WorkspaceId, Id = s.CaseId },
                c => new { c.WorkspaceId, c.Id },
                (s, c) =>
                    new
                    {
                        c.Number,
                        c.Status,
                        c.Cause,
                        c.OpenedAt,
                    }
            )
            .OrderByDescending(c => c.OpenedAt)
            .Take(5)
            .ToListAsync(ct);
        // What a partner complains of is read by those who may answer.
        var complained = actor.May(Permissions.DecideRegistrations) ? await complaints.About([claim.Value], ct) : [];
        if (cases.Count + complained.Count == 0)
            return null;
        List<BesideRow> rows =
        [
            .. cases.Select(c => new BesideRow(
                $"/w/{slug}/conflicts/{c.Number}",
                c.Number,
                c.Cause.Words(),
                c.Status.Words(),
                List.ConflictList.Tone(c.Status)
            )),
            .. complained.Select(c => new BesideRow(
                $"/w/{slug}/conflicts/complaints/{c.Number}",
                c.Number,
                c.Reason,
                ComplaintLooks.Words(c.Upheld),
                ComplaintLooks.Tone(c.Upheld)
            )),
        ];
        return content =>
        {
            content.OpenComponent<BesideForStaff>(0);
            content.AddComponentParameter(1, nameof(BesideForStaff.Rows), rows);
            content.CloseComponent();
        };
    }

    // The same card whatever others want: a letter stands there only once something was settled.
    public async ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct)
    {
        var letter = await db.Set<CaseLetter>()
            .Where(l => l.Registration == claim.Value)
            .OrderByDescending(l => l.At)
            .ThenByDescending(l => l.Decision)
            .Select(l => l.Verdict)
            .FirstOrDefaultAsync(ct);
        return content =>
        {
            content.OpenComponent<BesideForPartner>(0);
            content.AddComponentParameter(1, nameof(BesideForPartner.Href), here + "/evidence");
            content.AddComponentParameter(2, nameof(BesideForPartner.Letter), letter);
            content.CloseComponent();
        };
    }
}

/// <summary>A conflict of the registration, or a complaint about it.</summary>
public sealed record BesideRow(string Href, string Number, string Cause, string Status, Ui.Tone Tone);
