using Entente.Sandbox;
using Entente.Sandbox.Admin;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Admin;

public sealed class FaultRuleTest
{
    [Fact]
    public void A_rule_fires_at_the_same_matches_for_the_same_seed_and_elsewhere_for_another()
    {
        List<long> Fired(long seed) =>
            [
                .. Enumerable
                    .Range(1, 2_000)
                    .Select(n => (long)n)
                    .Where(
                        new FaultRule
                        {
                            Fault = Fault.ServerError,
                            Probability = 0.2,
                            Seed = seed,
                        }.FiresAt
                    ),
            ];
        Fired(7).ShouldBe(Fired(7));
        Fired(7).ShouldNotBe(Fired(8));
        Fired(7).Count.ShouldBeInRange(320, 480);
    }

    [Fact]
    public void Positions_are_exact_and_counted_from_one()
    {
        var rule = new FaultRule
        {
            Fault = Fault.ServerError,
            Probability = 0,
            Positions = [1, 4],
        };
        Enumerable.Range(1, 6).Where(n => rule.FiresAt(n)).ShouldBe([1, 4]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 300)]
    public void Never_and_always_are_exact(double probability, int times) =>
        Enumerable.Range(1, 300).Count(n => new FaultRule { Fault = Fault.Cut, Probability = probability }.FiresAt(n)).ShouldBe(times);

    [Theory]
    [InlineData("deals", "/crm/v3/objects/deals/1", true)]
    [InlineData("deal", "/crm/objects/2026-09/0-3/batch/read", true)]
    [InlineData("companies", "/crm/v3/objects/deals/1", false)]
    [InlineData("program", "/crm/v3/objects/program", true)]
    public void An_object_of_HubSpots_matches_in_any_spelling(string name, string path, bool matches) =>
        new FaultRule { Fault = Fault.Locked, Object = name }
            .Matches(new(Protocol.HubSpot, "GET", path))
            .ShouldBe(matches);

    [Theory]
    [InlineData("/services/data/v66.0/sobjects/Opportunity/006", "", true)]
    [InlineData("/services/data/v66.0/query?q=SELECT+Id+FROM+opportunity+LIMIT+1", "", true)]
    [InlineData("/services/data/v66.0/composite/sobjects", """{"records":[{"attributes":{"type": "Opportunity"}}]}""", true)]
    [InlineData("/services/data/v66.0/query?q=SELECT+Id+FROM+Account", "", false)]
    [InlineData("/services/data/v66.0/composite/sobjects", """{"records":[{"attributes":{"type":"Account"}}]}""", false)]
    public void An_object_of_Salesforces_is_found_in_path_query_and_body(string path, string body, bool matches) =>
        new FaultRule { Fault = Fault.Locked, Object = "Opportunity" }
            .Matches(new(Protocol.Salesforce, "POST", path, body))
            .ShouldBe(matches);

    [Theory]
    [InlineData("/batch/", "/crm/v3/objects/deals/batch/read", true)]
    [InlineData("/crm/*/batch/read", "/crm/v3/objects/deals/batch/read", true)]
    [InlineData("/crm/*/batch", "/crm/v3/objects/deals/batch/read", false)]
    public void A_path_matches_by_part_or_with_stars_as_a_whole(string pattern, string path, bool matches) =>
        new FaultRule { Fault = Fault.Locked, Path = pattern }
            .Matches(new(Protocol.HubSpot, "GET", path))
            .ShouldBe(matches);

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(10, 0.3, 3)]
    [InlineData(100, 0.001, 1)]
    [InlineData(4, 1, 4)]
    public void A_partial_failure_fails_its_share_and_one_at_least(int inputs, double share, int failing)
    {
        var hit = new FaultHit(
            new()
            {
                Fault = Fault.PartialBatch,
                Share = share,
                Seed = 3,
            },
            5
        );
        hit.Failing(inputs).Count.ShouldBe(failing);
        hit.Failing(inputs).ShouldBe(hit.Failing(inputs), ignoreOrder: true);
        hit.Failing(inputs).ShouldAllBe(i => i >= 0 && i < inputs);
    }
}
