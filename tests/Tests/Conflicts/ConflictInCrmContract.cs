using Entente.Conflicts.Rules;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Tests.Crm;
using Entente.Tests.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Conflicts;

public sealed class HubSpotConflict(SyncHouse sync) : ConflictInCrmContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceConflict(SyncHouse sync) : ConflictInCrmContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>The steps of a conflict stand on the deal in the CRM, each written once; on both protocols.</summary>
public abstract class ConflictInCrmContract(SyncHouse sync)
{
    private protected abstract CrmKind Kind { get; }

    private static CancellationToken Ct => RegistrationStory.Ct;

    [Fact]
    public async Task Status_and_note_follow_the_case()
    {
        await sync.Connect(Kind);
        var story = await ConflictStory.In(sync.House);
        var company = "Contested There " + sync.Tag();
        var number = await story.Claims.Approved(story.Claims.Ines, company);
        await sync.House.Work();
        var deal = (await story.Claims.Load(number)).CrmDealId!;
        await story.Claims.Submitted(story.Claims.Jonah, company);
        await sync.House.Work();
        var one = (await story.Of(company))!;
        (await Told(deal)).ShouldBe(("risk", $"{one.Number}: Two claims on one company."));

        var before = await Writes(story, number);
        (await story.TakeUp(story.Claims.Maren, one.Number)).Problem.ShouldBeNull();
        await sync.House.Work();
        (await Told(deal)).ShouldBe(("active", $"{one.Number}: Two claims on one company."));
        (await Writes(story, number)).ShouldBe(before + 1, "once for the step");

        one = (await story.Of(company))!;
        (await story.Decide(story.Claims.Maren, one, Settlement.Uphold)).Problem.ShouldBeNull();
        await sync.House.Work();
        var (status, note) = await Told(deal);
        status.ShouldBe("resolved");
        note!.ShouldStartWith($"{one.Number}: Kestrel Quay");
        (await Writes(story, number)).ShouldBe(before + 2);
        await sync.House.Work();
        (await Writes(story, number)).ShouldBe(before + 2, "looking again writes nothing");
    }

    [Fact]
    public async Task What_a_partner_complains_of_is_not_told_there()
    {
        await sync.Connect(Kind);
        var complaints = await ComplaintStory.In(sync.House);
        var (story, claims) = (complaints.Conflicts, complaints.Claims);
        var company = "Complained There " + sync.Tag();
        var number = await claims.Approved(claims.Ines, company);
        await sync.House.Work();
        var deal = (await claims.Load(number)).CrmDealId!;
        var rival = await claims.Submitted(claims.Jonah, company);
        (await claims.Refuse(rival, final: true)).Problem.ShouldBeNull();
        await story.Sweep();
        var before = await Writes(story, number);

        await complaints.Complained(claims.Jonah, rival, words: "A secret word of ours.");
        await sync.House.Work();
        await story.Sweep();

        var one = (await story.Of(company))!;
        (one.Status, one.Cause).ShouldBe((CaseStatus.Risk, SignalCode.FairnessComplaint));
        (await Told(deal)).ShouldBe(("risk", $"{one.Number}: looked into."));
        (await Writes(story, number)).ShouldBe(before + 1, "the step of the case, and nothing of the complaint");
    }

    private async Task<(string?, string?)> Told(string deal)
    {
        var there = (await sync.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], CrmLane.Push, Ct)).Value.Records.Single();
        return (there[EntenteFields.ConflictStatus], there[EntenteFields.ConflictNote]);
    }

    private async Task<int> Writes(ConflictStory story, string number)
    {
        var id = (await story.Id(number)).Value;
        return await sync.Ask(db => db.Set<WriteEntry>().CountAsync(w => w.SubjectId == id, Ct));
    }
}
