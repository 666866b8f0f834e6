using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Engagement.List;
using Entente.Engagement.Model;
using Entente.Engagement.Reach;
using Entente.Engagement.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Show;

/// <param name="By">Null: somebody who is no longer known, or Entente.</param>
/// <param name="Confirmed">How many confirmed this version.</param>
public sealed record VersionLine(int Number, DateTimeOffset At, string? By, string Note, IReadOnlyList<NewsText> Texts, int Confirmed);

/// <param name="Seen">The announcement's version, which forms carry.</param>
/// <param name="For">The audience in one sentence.</param>
public sealed record AnnouncementView(
    AnnouncementId Id,
    int Seen,
    Phase Phase,
    AnnouncementSheet Sheet,
    string For,
    DateTimeOffset? Begins,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? EndedFor,
    string? PublishedBy,
    IReadOnlyList<VersionLine> Versions
);

/// <summary>A recipient as results name them.</summary>
/// <param name="Due">Whether they are still to confirm.</param>
public sealed record RecipientLine(
    PersonId Person,
    string Name,
    string Email,
    PartnerId Partner,
    string PartnerName,
    string Why,
    bool SecondSubject,
    GradedEvidence Evidence,
    int? ConfirmedText,
    bool Told
);

/// <summary>Reads announcements for staff. Recipients pass the reader's data scope like everything of a partner.</summary>
public sealed class AnnouncementQuery(
    EntenteDb db,
    AccessApi access,
    PartnersApi partners,
    SegmentsApi segments,
    NoticeDelivery delivery,
    TimeProvider clock
)
{
    public async Task<AnnouncementView?> Load(AnnouncementId id, CancellationToken ct)
    {
        if (await db.Set<Announcement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } of)
            return null;
        var versions = await db.Set<AnnouncementVersion>()
            .AsNoTracking()
            .Where(v => v.AnnouncementId == id)
            .OrderByDescending(v => v.Number)
            .ToListAsync(ct);
        var confirmed = await db.Set<Recipient>()
            .Where(r => r.AnnouncementId == id && r.AcknowledgedText != null)
            .GroupBy(r => r.AcknowledgedText!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var people = await access.People(versions.Select(v => v.By).Append(of.EndedBy).Append(of.PublishedBy).OfType<PersonId>(), ct);
        string? NameOf(PersonId? person) => person is { } known ? people.GetValueOrDefault(known)?.Name : null;
        var sheet = of.Read();
        var names = await AnnouncementList.Names(partners, segments, [sheet.Audience], ct);
        return new(
            of.Id,
            of.Version,
            of.PhaseAt(clock.GetUtcNow()),
            sheet,
            sheet.Audience.Words(p => names.GetValueOrDefault(p)),
            of.Begins,
            of.ExpiresAt,
            of.EndedAt,
            NameOf(of.EndedBy),
            of.EndedFor,
            NameOf(of.PublishedBy),
            [
                .. versions.Select(v => new VersionLine(
                    v.Number,
                    v.At,
                    NameOf(v.By),
                    v.Note,
                    v.Read(),
                    confirmed.GetValueOrDefault(v.Number)
                )),
            ]
        );
    }

    /// <summary>How far it went; null: it is a draft.</summary>
    public async Task<WentOut?> Went(AnnouncementId id, CancellationToken ct)
    {
        var of = await db.Set<Announcement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (of is null or { Published: false })
            return null;
        var got = await db.Set<Recipient>()
            .Where(r => r.AnnouncementId == id)
            .Select(r => new
            {
                r.PersonId,
                r.AddedAt,
                r.Why,
            })
            .ToDictionaryAsync(r => r.PersonId, r => (r.AddedAt, r.Why), ct);
        // As when newcomers are added: no further than whoever published it sees now.
        var by = of is { Narrow: true, PublishedBy: { } person } ? await access.StaffActor(person, Channel.Job, ct) : null;
        return new(of.PhaseAt(clock.GetUtcNow()), got, of.Narrow ? (by is null ? [] : by.Scope) : null);
    }

    /// <summary>What came of it. Whom it reached since that was last noted counts too.</summary>
    public async Task<(Outcome Outcome, IReadOnlyDictionary<PartnerId, PartnerCard> Partners)> Outcome(
        AnnouncementId id,
        CancellationToken ct
    )
    {
        var handed = await delivery.Of(id.Subject, ct);
        var rows = await db.Set<Recipient>().AsNoTracking().Where(r => r.AnnouncementId == id).ToListAsync(ct);
        var cards = await partners.Cards([.. rows.Select(r => r.PartnerId).Distinct()], ct);
        return (
            Rules.Outcome.Of([
                .. rows.Select(r => new ResultRow(
                    r.PartnerId.Value,
                    r.Type.Words(),
                    r.Tier.Words(),
                    r.Region.Length > 0 ? r.Region : "No home region",
                    r.SecondSubject,
                    Evidence(r, handed)
                )),
            ]),
            cards
        );
    }

    /// <summary>By partner and name.</summary>
    public async Task<IReadOnlyList<RecipientLine>> Recipients(AnnouncementId id, CancellationToken ct)
    {
        var handed = await delivery.Of(id.Subject, ct);
        var rows = await db.Set<Recipient>().AsNoTracking().Where(r => r.AnnouncementId == id).ToListAsync(ct);
        var people = await access.People(rows.Select(r => r.PersonId), ct);
        var cards = await partners.Cards([.. rows.Select(r => r.PartnerId).Distinct()], ct);
        return
        [
            .. rows.Select(r =>
                    (Row: r, Person: people.GetValueOrDefault(r.PersonId), Partner: cards.GetValueOrDefault(r.PartnerId)?.Name ?? "")
                )
                .Select(r => new RecipientLine(
                    r.Row.PersonId,
                    r.Person?.Name ?? "",
                    r.Person?.Email ?? "",
                    r.Row.PartnerId,
                    r.Partner,
                    r.Row.Why,
                    r.Row.SecondSubject,
                    Evidence(r.Row, handed),
                    r.Row.AcknowledgedText,
                    r.Row.ToldAt is not null
                ))
                .OrderBy(r => r.PartnerName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(r => r.Person.Value),
        ];
    }

    /// <summary>Languages that people of the audience read in, with how many, for which there is no text.</summary>
    public async Task<IReadOnlyList<(string Language, int People)>> Missing(
        AnnouncementSheet sheet,
        IReadOnlyCollection<PersonId> people,
        CancellationToken ct
    )
    {
        var ids = people.ToList();
        var languages = await db.Set<NewsReader>().Where(r => ids.Contains(r.PersonId)).Select(r => r.Language).ToListAsync(ct);
        return [.. languages.Where(sheet.Misses).GroupBy(l => l).Select(g => (g.Key, g.Count())).OrderByDescending(l => l.Item2)];
    }

    private static GradedEvidence Evidence(Recipient r, IReadOnlyDictionary<PersonId, DateTimeOffset> handed) =>
        handed.TryGetValue(r.PersonId, out var at) ? r.Evidence.With(Grade.Delivered, at) : r.Evidence;
}
