using Entente.Partners;
using Entente.Partners.Edit;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Rules;
using Entente.Tests.Conflicts;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Claim = Entente.Registrations.Rules.Claim;

namespace Entente.Tests.Registrations;

/// <summary>What is loaded for many claims at once is, claim by claim, what is loaded for one: verdicts of files rest on it.</summary>
public sealed class FactsOfManyTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_facts_of_many_claims_are_those_of_each_one()
    {
        var (story, claims) = await World();
        await using var scope = house.As(story.Claims.Maren);
        var world = scope.ServiceProvider.GetRequiredService<ClaimWorld>();
        var partners = await Cards(scope.ServiceProvider, story);
        var asked = claims.SelectMany(c => partners.Select(p => (Partner: p, Claim: c))).ToList();

        var many = await world.FactsOfMany(asked, Ct);

        many.Count.ShouldBe(asked.Count);
        for (var i = 0; i < asked.Count; i++)
        {
            var one = await world.Facts(asked[i].Partner.Id, asked[i].Claim, null, Ct);
            Json.Write(Ordered(many[i]!)).ShouldBe(Json.Write(Ordered(one!)), $"{asked[i].Partner.Name} on {asked[i].Claim.Company}");
        }
        many.ShouldContain(f => f!.Opportunities.Count > 0, "there is something to compare");
        many.ShouldContain(f => f!.Registrations.Count > 1);
        many.ShouldContain(f => f!.Candidates.Count > 0);
        many.ShouldContain(f => f!.Partner.IncumbentSince != null);
        many.ShouldContain(f => f!.Registrations.Any(r => r.IncumbentSince != null));
    }

    [Fact]
    public async Task The_own_facts_of_many_are_the_same_without_anything_that_is_the_vendors_or_somebody_elses()
    {
        var (story, claims) = await World();
        await using var scope = house.As(story.Claims.Maren);
        var world = scope.ServiceProvider.GetRequiredService<ClaimWorld>();
        foreach (var partner in await Cards(scope.ServiceProvider, story))
        {
            var own = await world.OwnFactsOfMany(partner, claims, Ct);

            own.Count.ShouldBe(claims.Count);
            for (var i = 0; i < claims.Count; i++)
            {
                var one = (await world.Facts(partner.Id, claims[i], null, Ct))!;
                var left = one with
                {
                    Partner = one.Partner with { Named = AccountStanding.Free, NamedBecause = null, IncumbentSince = null },
                    Candidates = [],
                    Opportunities = [],
                    Leads = [],
                    Registrations =
                    [
                        .. one.Registrations.Where(r => r.PartnerId == partner.Id).Select(r => r with { IncumbentSince = null }),
                    ],
                };
                Json.Write(Ordered(own[i])).ShouldBe(Json.Write(Ordered(left)), $"{partner.Name} on {claims[i].Company}");
            }
            own.ShouldContain(f => f.Registrations.Count > 0, "there is something to compare");
        }
    }

    // Companies in the CRM and not, with direct deals and a partner's, claimed by one, by both, by nobody; claims that name them in several ways.
    private async Task<(ConflictStory Story, IReadOnlyList<Claim> Claims)> World()
    {
        var story = await ConflictStory.In(house);
        var (connection, both) = await story.Known($"Both Want {story.Claims.Kestrel.Short()[..6]}");
        var tag = story.Claims.Kestrel.Short()[..6];
        var (_, worked) = await story.Known($"Worked On {tag}", connection);
        await story.Known($"Only Known {tag}", connection);
        await story.Deal(connection, both, $"a{tag}");
        await story.Deal(connection, worked, $"b{tag}");
        await story.Deal(connection, worked, $"c{tag}");
        await house.Link(
            house.Corvane,
            new(connection, $"c{tag}", $"Direct c{tag}", worked, null, story.Claims.Vantora, Motion: "reseller")
        );
        await story.Deal(connection, both, $"d{tag}", d => d with { Stage = DealStory.Won });
        await house.Link(house.Corvane, new(connection, $"d{tag}", $"Direct d{tag}", both, null, story.Claims.Kestrel, Motion: "reseller"));
        await story.Claims.Submitted(story.Claims.Ines, $"Both Want {tag}");
        await story.Claims.Submitted(story.Claims.Jonah, $"Both Want {tag}");
        await story.Claims.Submitted(story.Claims.Ines, $"Own Alone {tag}");
        await story.Claims.Submitted(story.Claims.Jonah, $"Other Alone {tag}");
        await house.Work();
        string[] companies =
        [
            $"Both Want {tag}",
            $"BOTH WANT {tag} Ltd",
            $"Worked On {tag}",
            $"Only Known {tag}",
            $"Own Alone {tag}",
            $"Other Alone {tag}",
            $"Nobody Knows {tag}",
        ];
        return (
            story,
            [
                .. companies.Select(Read),
                // By name alone, by another's website, in a country of nobody's territory.
                Read(companies[0]) with
                {
                    Domain = null,
                    ContactEmail = null,
                },
                Read(companies[6]) with
                {
                    Domain = Read(companies[2]).Domain,
                },
                Read(companies[3]) with
                {
                    Country = null,
                },
            ]
        );
    }

    private Claim Read(string company) =>
        ClaimReader.Read(RegistrationStory.Claim(company), "EUR", DateOnly.FromDateTime(house.Clock.Now.UtcDateTime)).Value;

    private static async Task<IReadOnlyList<PartnerCard>> Cards(IServiceProvider services, ConflictStory story) =>
        [.. (await services.GetRequiredService<PartnersApi>().Cards([story.Claims.Kestrel, story.Claims.Vantora], Ct)).Values];

    // The order in which deals and claims are listed decides nothing; a property of the rules says so.
    private static ClaimFacts Ordered(ClaimFacts facts) =>
        facts with
        {
            Opportunities = [.. facts.Opportunities.OrderBy(o => o.Id)],
            Registrations = [.. facts.Registrations.OrderBy(r => r.Id)],
        };
}
