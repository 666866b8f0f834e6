using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

// Two records of which Entente has decided something turn out to be one: what was decided last stands.
public abstract partial class OwnershipContract
{
    [Fact]
    public async Task What_somebody_put_into_the_survivor_of_a_merge_gives_way_to_what_was_decided_last_about_either()
    {
        var connection = await house.Connect(Kind);
        var survivor = await Company(connection, "Decided first");
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        var gone = await Company(connection, "Decided last");
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        (await house.RepChanges(Kind, CrmObject.Account, survivor, EntenteFields.Tier, "Made up")).Error.ShouldBeNull();

        await Merged(connection, survivor, gone);

        (await TierOf(survivor)).ShouldBe("Decided last");
    }

    [Fact]
    public async Task What_was_sent_to_a_record_and_not_seen_there_before_it_was_merged_is_not_forgotten()
    {
        var connection = await house.Connect(Kind);
        var survivor = await Company(connection, "The same");
        var gone = await Company(connection, "The same");
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await using (var scope = house.House.As(house.House.Corvane))
            await LedgerSql.Sent(
                scope.ServiceProvider.GetRequiredService<EntenteDb>(),
                (connection, CrmObject.Account, gone),
                (Ids.New<CrmWriteId>(house.House.Clock.Now), house.House.Clock.Now),
                new Dictionary<string, string?> { [EntenteFields.Tier] = "Decided last" },
                house.House.Clock.Now,
                Ct
            );

        await Merged(connection, survivor, gone);

        (await TierOf(survivor)).ShouldBe("Decided last");
    }

    private async Task<string> Company(CrmConnectionId connection, string tier)
    {
        var tag = house.Tag();
        var write = await Stage(connection, null, tag, CrmObject.Account, (CrmFields.Name, "Company " + tag), (EntenteFields.Tier, tier));
        await house.House.Work();
        return (await Entry(write)).ReadResults()[tag];
    }

    /// <summary>The look at the survivor brings the news that the other was merged into it.</summary>
    private async Task Merged(CrmConnectionId connection, string survivor, string gone)
    {
        var there = (await house.Rep(Kind).ReadByIds(CrmObject.Account, [survivor], CrmLane.Push, Ct)).Value.Records.Single();
        await using (var scope = house.House.As(house.House.Corvane))
            await scope
                .ServiceProvider.GetRequiredService<MirrorWriter>()
                .Apply(
                    new MirrorPage(
                        connection,
                        CrmObject.Account,
                        SyncSource.Push,
                        [there with { ModifiedAt = house.House.Clock.Now.AddSeconds(1), Absorbed = [gone] }]
                    ),
                    Ct
                );
        for (var pass = 0; pass < 4; pass++)
            await house.Pass(TimeSpan.FromSeconds(20));
    }

    private async Task<string?> TierOf(string account) =>
        (await house.Rep(Kind).ReadByIds(CrmObject.Account, [account], CrmLane.Push, Ct)).Value.Records.Single()[EntenteFields.Tier];
}
