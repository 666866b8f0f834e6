using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>One of a partner's own complaints, for itself.</summary>
/// <param name="About">Its registration's number; null: in general.</param>
/// <param name="Verdict">What came out of it, in one sentence; null: not answered.</param>
public sealed record OwnComplaint(
    string Number,
    string? About,
    string Reason,
    string Words,
    DateTimeOffset At,
    DateTimeOffset Due,
    string? Verdict,
    string? Reply,
    DateTimeOffset? AnsweredAt
);

/// <summary>Reads a partner's own complaints; its filter holds, and nothing in them is of anybody else.</summary>
public sealed class OwnComplaints(EntenteDb db, Actor actor)
{
    public const int PageSize = 20;

    /// <summary>Whether pages show the form: whoever only views as them sees it and can send nothing.</summary>
    public bool Brings => PartnerRights.Holds(actor, PartnerRights.Appeal);

    /// <summary>What it may be about, for the form.</summary>
    public static IReadOnlyList<Option> Reasons { get; } =
    [.. Enum.GetValues<ComplaintReason>().Select(r => new Option(r.ToString(), r.Words()))];

    public async Task<(IReadOnlyList<OwnComplaint> Rows, int Total)> List(int page, CancellationToken ct)
    {
        var all = db.Set<Complaint>().AsNoTracking();
        var found = await all.OrderByDescending(c => c.At)
            .ThenBy(c => c.Id)
            .Skip(Math.Max(0, page - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(ct);
        return (found.ConvertAll(Shown), await all.Total(found.Count, page, PageSize, ct));
    }

    /// <summary>Those about one registration, the latest first.</summary>
    public async Task<IReadOnlyList<OwnComplaint>> About(RegistrationId registration, CancellationToken ct) =>
        (
            await db.Set<Complaint>()
                .AsNoTracking()
                .Where(c => c.Registration == registration.Value)
                .OrderByDescending(c => c.At)
                .ThenBy(c => c.Id)
                .Take(PageSize)
                .ToListAsync(ct)
        ).ConvertAll(Shown);

    private static OwnComplaint Shown(Complaint c) =>
        new(
            c.Number,
            c.RegistrationNumber,
            c.Reason.Words(),
            c.Words,
            c.At,
            c.DueAt,
            c.Upheld is { } upheld ? ComplaintLetters.Verdict(upheld) : null,
            c.Reply,
            c.AnsweredAt
        );
}

/// <summary>The form of a complaint.</summary>
public sealed class ComplaintForm
{
    public string? Registration { get; set; }
    public string? Reason { get; set; }
    public string? Words { get; set; }
}
