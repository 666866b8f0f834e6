using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Templates;

/// <param name="Number">Of a type's 1: what every workspace starts with. Of a segment's 0: none was published.</param>
public sealed record PublishedJourney(JourneyTemplate Template, int Number)
{
    /// <summary>What its segment is called.</summary>
    public string? Segment { get; init; }

    /// <summary>Nobody goes through it: no segment's was published, or it is used no longer.</summary>
    public bool Over { get; init; }
}

/// <summary>What partners of each type, or of a segment, go through, as the workspace has it.</summary>
public sealed class JourneyShelf(EntenteDb db, SegmentsApi segments, PartnersApi partners)
{
    /// <summary>What a partner would go through that begins now: the steps of a segment that it is in, else those of its type.</summary>
    public async Task<PublishedJourney> For(PartnerCard partner, CancellationToken ct)
    {
        var aimed = await Aimed(ct);
        if (aimed.Count == 0)
            return await Of(partner.Type, ct);
        var answers = await segments.Answers([.. aimed.Select(a => a.Template.Segment!.Value)], partner.Id, ct);
        return JourneyTemplate.Choose(aimed, a => a.Template, answers.Of(partner.Id, null)) ?? await Of(partner.Type, ct);
    }

    public async Task<PublishedJourney> Of(PartnerType type, CancellationToken ct) =>
        await db.Set<JourneyTemplateVersion>()
            .AsNoTracking()
            .Where(v => v.Type == type)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct)
            is { } newest
            ? new(newest.Read(), newest.Number)
            : new(JourneyTemplate.Standard(type), 1);

    /// <summary>Null: there is no such segment of partners.</summary>
    public async Task<PublishedJourney?> Of(SegmentId segment, CancellationToken ct)
    {
        if ((await segments.Named([segment], ct)).GetValueOrDefault(segment) is not { Of: SegmentOf.Partners } card)
            return null;
        var newest = await db.Set<SegmentJourneyVersion>()
            .AsNoTracking()
            .Where(v => v.SegmentId == segment)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct);
        var start = JourneyTemplate.Standard(null) with { Segment = segment, Place = JourneyTemplate.UsualPlace };
        return new(newest?.Read() ?? start, newest?.Number ?? 0) { Segment = card.Name, Over = newest is not { Over: false } };
    }

    public async Task<IReadOnlyList<PublishedJourney>> All(CancellationToken ct)
    {
        var newest = await db.Set<JourneyTemplateVersion>()
            .AsNoTracking()
            .Where(v => !db.Set<JourneyTemplateVersion>().Any(w => w.Type == v.Type && w.Number > v.Number))
            .ToDictionaryAsync(v => v.Type, ct);
        return
        [
            .. Enum.GetValues<PartnerType>()
                .Select(type =>
                    newest.TryGetValue(type, out var own)
                        ? new PublishedJourney(own.Read(), own.Number)
                        : new(JourneyTemplate.Standard(type), 1)
                ),
        ];
    }

    /// <summary>Those that segments have of their own, in the order in which they count.</summary>
    public async Task<IReadOnlyList<PublishedJourney>> Aimed(CancellationToken ct)
    {
        var newest = await db.Set<SegmentJourneyVersion>()
            .AsNoTracking()
            .Where(v => !v.Over && !db.Set<SegmentJourneyVersion>().Any(w => w.SegmentId == v.SegmentId && w.Number > v.Number))
            .ToListAsync(ct);
        var named = await segments.Named([.. newest.Select(v => v.SegmentId)], ct);
        return
        [
            .. newest
                .Select(v => new PublishedJourney(v.Read(), v.Number) { Segment = named.GetValueOrDefault(v.SegmentId)?.Name })
                .OrderBy(v => v.Template.Place)
                .ThenBy(v => v.Template.Segment!.Value.Value),
        ];
    }

    /// <summary>How many partners, as far as whoever acts sees them, would go through each of these segments' steps if they began now.</summary>
    public async Task<IReadOnlyDictionary<SegmentId, int>> Reach(IReadOnlyList<PublishedJourney> aimed, CancellationToken ct)
    {
        if (aimed.Count == 0)
            return new Dictionary<SegmentId, int>();
        var answers = await segments.Answers([.. aimed.Select(a => a.Template.Segment!.Value)], null, ct);
        return (await partners.All(entering: false, ct))
            .Where(p => p.MayRegister)
            .Select(p => JourneyTemplate.Choose(aimed, a => a.Template, answers.Of(p.Id, null))?.Template.Segment)
            .OfType<SegmentId>()
            .CountBy(s => s)
            .ToDictionary();
    }
}
