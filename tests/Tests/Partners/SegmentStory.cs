using Entente.Access;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Partners;

/// <summary>What tests of rooms that aim at segments do again and again.</summary>
internal sealed class SegmentStory(House house)
{
    private static readonly IReadOnlyDictionary<string, string> Read = new Dictionary<string, string>();
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Actor Vera { get; } =
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Vera",
            Permissions: Permissions.Of(StaffRole.PartnerManager)
        );

    public static string Name(string of) => $"{of} {Interlocked.Increment(ref made)}";

    /// <summary>A partner with a home region.</summary>
    public async Task<PartnerId> Partner(
        string region,
        PartnerStatus status = PartnerStatus.Active,
        PartnerType type = PartnerType.Reseller
    )
    {
        var name = Name("Aimed");
        var domain = name.Replace(' ', '-').ToLowerInvariant() + ".example";
        return (await house.Create(house.Corvane, new(name, type, PartnerTier.Select, status, [domain], region))).Value;
    }

    /// <summary>Drawn: whoever has this home region.</summary>
    public Task<SegmentId> Drawn(string name, string region) =>
        Keep(new(name, "", SegmentOf.Partners, new(false, [new(SegmentFacet.Region, [region])])));

    /// <summary>Kept by hand.</summary>
    public Task<SegmentId> Hand(string name, SegmentOf of = SegmentOf.Partners) => Keep(new(name, "", of, null));

    public async Task Put(SegmentId id, PartnerId partner) =>
        (await house.Act<HandList, Result<int>>(Vera, h => h.Put(id, [partner.Value], Ct))).Problem.ShouldBeNull();

    public async Task Take(SegmentId id, PartnerId partner) =>
        (await house.Act<HandList, Result>(Vera, h => h.Take(id, partner.Value, Ct))).Problem.ShouldBeNull();

    public Task<Result> Remove(SegmentId id) => house.Act<WriteSegment, Result>(Vera, w => w.Remove(id, 1, Ct));

    private async Task<SegmentId> Keep(SegmentSheet sheet)
    {
        var kept = await house.Act<WriteSegment, Result<SegmentId>>(Vera, w => w.Keep(null, sheet, Read, null, Ct));
        kept.Problem.ShouldBeNull();
        return kept.Value;
    }
}
