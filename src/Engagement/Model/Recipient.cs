using Entente.Engagement.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Model;

/// <summary>
/// That an announcement is for a person, why, and what is known of them and it. One row each: nobody is told twice. Written in bulk, and each grade of
/// evidence by a statement that leaves the first time standing.
/// </summary>
[NotAudited("publishing and confirming have entries of their own; the rest is bookkeeping of what was shown")]
[Subject("announcement_recipient")]
internal sealed class Recipient : Entity, IPartnerOwned
{
    private Recipient() { }

    public AnnouncementId AnnouncementId { get; private init; }
    public PersonId PersonId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    // As the partner was when the person was added: results are read by these.
    public PartnerType Type { get; private init; }
    public PartnerTier Tier { get; private init; }
    public string Region { get; private init; } = "";

    /// <summary>Why they are in the audience.</summary>
    public string Why { get; private init; } = "";

    /// <summary>Gets the second subject, where there is one.</summary>
    public bool SecondSubject { get; private init; }
    public DateTimeOffset AddedAt { get; private init; }

    /// <summary>When it was handed to the one door; null: it still waits.</summary>
    public DateTimeOffset? ToldAt { get; private init; }

    /// <summary>The last reminder, in days before the last one.</summary>
    public int? Reminded { get; private init; }
    public DateTimeOffset? DeliveredAt { get; private init; }
    public DateTimeOffset? OpenedAt { get; private init; }
    public DateTimeOffset? ClickedAt { get; private init; }
    public DateTimeOffset? AcknowledgedAt { get; private init; }

    /// <summary>The version of the text that they confirmed.</summary>
    public int? AcknowledgedText { get; private init; }

    public GradedEvidence Evidence => new(DeliveredAt, OpenedAt, ClickedAt, AcknowledgedAt);
}

/// <summary>In which language somebody reads news, if they said so.</summary>
[NotAudited("a reader's own setting")]
[Subject("news_reader")]
internal sealed class NewsReader : Entity, IPartnerOwned
{
    public PersonId PersonId { get; init; }
    public PartnerId PartnerId { get; init; }
    public string Language { get; set; } = "";

    /// <summary>Of those among them who chose one.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, string>> Languages(
        EntenteDb db,
        IReadOnlyCollection<PersonId> people,
        CancellationToken ct
    )
    {
        var wanted = people.ToList();
        return await db.Set<NewsReader>()
            .AsNoTracking()
            .Where(r => wanted.Contains(r.PersonId))
            .ToDictionaryAsync(r => r.PersonId, r => r.Language, ct);
    }
}
