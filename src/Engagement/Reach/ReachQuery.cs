using Entente.Access;
using Entente.Engagement.Rules;
using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Partners.Segments;
using Entente.Pipeline;
using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Engagement.Reach;

/// <summary>A person in an audience, and why.</summary>
public sealed record Reached(MemberCard Member, PartnerCard Partner, string Why);

/// <summary>Somebody who was looked for, and why they are in an audience or not.</summary>
/// <param name="Got">When they got it; null: they did not.</param>
public sealed record Sought(string Name, string Email, string Partner, bool In, string Why, DateTimeOffset? Got = null);

/// <summary>How far an announcement that is published went.</summary>
/// <param name="Got">Who got it, when, and why then.</param>
/// <param name="Within">The partners that its publisher sees, no further does it go; null: all.</param>
public sealed record WentOut(
    Phase Phase,
    IReadOnlyDictionary<PersonId, (DateTimeOffset At, string Why)> Got,
    IReadOnlyCollection<PartnerId>? Within
);

/// <summary>
/// Whom an audience reaches: active people of the partners that the vendor works with. It answers for whoever acts: staff with a data scope reach
/// theirs. Five questions, however many people there are.
/// </summary>
public sealed class ReachQuery(
    AccessApi access,
    PartnersApi partners,
    PipelineApi pipeline,
    RegistrationsApi registrations,
    SegmentsApi segments
)
{
    /// <param name="within">Only people of these partners; null: of any.</param>
    public async Task<IReadOnlyList<Reached>> Run(
        Audience audience,
        IReadOnlyCollection<PartnerId>? within,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var cards = (await partners.All(entering: true, ct)).ToDictionary(c => c.Id);
        var facts = await Facts(audience, ct);
        var reached = new List<Reached>();
        foreach (var member in await access.AllPartnerPeople(ct))
            if (
                member is { Active: true, Person.Email.Length: > 0, Partner: { } id }
                && within?.Contains(id) is not false
                && cards.TryGetValue(id, out var partner)
                && audience.Judge(facts.Of(member, partner), now) is { In: true } belonging
            )
                reached.Add(new(member, partner, belonging.Why));
        return reached;
    }

    /// <summary>People by name or address, in the audience or not; at most twenty.</summary>
    /// <param name="went">Whoever got it is in, whatever became of them since; null: it is a draft.</param>
    public async Task<IReadOnlyList<Sought>> Seek(Audience audience, WentOut? went, string search, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = search.Trim();
        if (wanted.Length == 0)
            return [];
        var cards = (await partners.All(entering: false, ct)).ToDictionary(c => c.Id);
        var facts = await Facts(audience, ct);
        var found = (await access.AllPartnerPeople(ct))
            .Where(m =>
                m.Person.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || m.Person.Email.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            )
            .Take(20);
        return [.. found.Select(m => Judge(m, cards, facts, audience, went, now)).OfType<Sought>()];
    }

    private static Sought? Judge(
        MemberCard member,
        Dictionary<PartnerId, PartnerCard> cards,
        MemberFacts facts,
        Audience audience,
        WentOut? went,
        DateTimeOffset now
    )
    {
        if (member.Partner is not { } id || !cards.TryGetValue(id, out var partner))
            return null;
        if (went is not null && went.Got.TryGetValue(member.Person.Id, out var got))
            return new(member.Person.Name, member.Person.Email, partner.Name, true, got.Why, got.At);
        var belonging =
            !member.Active ? new(false, "Their access rests.")
            : member.Person.Email.Length == 0 ? new(false, "Nothing of them is kept any more.")
            : !Lifecycle.MayEnter(partner.Status) ? new(false, $"{partner.Name} is {partner.Status.Words().ToLowerInvariant()}.")
            : went is not null && went.Within?.Contains(id) == false ? new(false, $"{partner.Name} is outside what its publisher sees.")
            : audience.Judge(facts.Of(member, partner), now);
        if (belonging.In && went?.Phase is Phase.Ended)
            belonging = new(false, "It was over before it came to be for them.");
        else if (belonging.In && went?.Phase is Phase.Live)
            belonging = belonging with { Why = belonging.Why + " They are told within the hour." };
        return new(member.Person.Name, member.Person.Email, partner.Name, belonging.In, belonging.Why);
    }

    // Only what the audience asks about is looked up.
    private async Task<MemberFacts> Facts(Audience audience, CancellationToken ct)
    {
        var asked = audience.Rules.Select(r => r.Facet).ToHashSet();
        return new(
            asked.Contains(Facet.Country) ? await partners.SellsIn(ct) : new Dictionary<PartnerId, IReadOnlySet<string>>(),
            asked.Contains(Facet.Motion) ? await pipeline.OpenMotions(ct) : new Dictionary<PartnerId, IReadOnlySet<string>>(),
            asked.Contains(Facet.Registered) || asked.Contains(Facet.Silent)
                ? await registrations.LastSent(ct)
                : new Dictionary<PartnerId, DateTimeOffset>(),
            [.. audience.Named],
            await segments.Answers([.. audience.Named], null, ct)
        );
    }

    private sealed record MemberFacts(
        IReadOnlyDictionary<PartnerId, IReadOnlySet<string>> Countries,
        IReadOnlyDictionary<PartnerId, IReadOnlySet<string>> Motions,
        IReadOnlyDictionary<PartnerId, DateTimeOffset> LastSent,
        IReadOnlyList<SegmentId> Asked,
        SegmentAnswers Segments
    )
    {
        private static readonly HashSet<string> None = [];

        public AudienceMember Of(MemberCard member, PartnerCard partner) =>
            new(
                member.Person.Id.Value,
                member.Person.Name,
                member.PartnerRole?.ToString() ?? "",
                partner.Id.Value,
                partner.Name,
                partner.Type.ToString(),
                partner.Tier.ToString(),
                partner.Region,
                Countries.GetValueOrDefault(partner.Id) ?? None,
                Motions.GetValueOrDefault(partner.Id) ?? None,
                LastSent.TryGetValue(partner.Id, out var last) ? last : null
            )
            {
                Segments = Asked.ToDictionary(s => s.Value, s => Segments.Judge(s, partner.Id, member.Person.Id)),
            };
    }
}
