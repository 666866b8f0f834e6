using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Partners;
using Entente.Partners.Place;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Decide;
using Entente.Registrations.Forms;
using Entente.Registrations.Meet;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Registrations.Withdraw;
using Entente.Tests.Crm;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Registrations;

public sealed class HubSpotWriteBack(SyncHouse sync) : WriteBackContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceWriteBack(SyncHouse sync) : WriteBackContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>What Entente knows of a claim and its partner is on the deal in the CRM, and on its timeline once; on both protocols.</summary>
public abstract partial class WriteBackContract(SyncHouse sync) : WriteBackBase(sync)
{
    private readonly SyncHouse sync = sync;

    [Fact]
    public async Task A_deal_carries_what_is_known_and_follows_it()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var company = "Written Back " + sync.Tag();
        var number = await story.Approved(story.Ines, company);
        await sync.House.Work();
        var deal = (await story.Load(number)).CrmDealId!;

        var written = await Deal(deal);
        (written[EntenteFields.PartnerType], written[EntenteFields.Tier], written[EntenteFields.Motion]).ShouldBe(
            ("Reseller", "Select", "Reseller")
        );
        (written[EntenteFields.Attribution], written[EntenteFields.Share]).ShouldBe(("Sourced", "100"));
        (written[EntenteFields.Incumbent], written[EntenteFields.ConflictStatus]).ShouldBe(("No", "none"));
        written[EntenteFields.CertificationLevel].ShouldBeNull();

        // The first meeting: a note, and the partner's last activity.
        sync.House.Clock.Advance(TimeSpan.FromHours(30));
        (await sync.House.Act<LogFirstMeeting, Result>(story.Ines, u => u.Run(number, Ct))).Problem.ShouldBeNull();
        await sync.House.Work();
        (await Deal(deal))[EntenteFields.LastPartnerActivity].ShouldBe(Canonical.Instant(sync.House.Clock.Now));

        // Another tier.
        var placed = await sync.House.Act<ChangeTier, Result>(
            sync.Entente,
            u => u.Run(new(story.Kestrel, PartnerTier.Select, PartnerTier.Elite, "Four quarters in a row"), Ct)
        );
        placed.Problem.ShouldBeNull();
        await sync.House.Work();
        (await Deal(deal))[EntenteFields.Tier].ShouldBe("Elite");

        // Another name, written once; the same details saved again are no change.
        await story.Rename(story.Kestrel, "Kestrel & Daughters");
        await sync.House.Work();
        (await Deal(deal))[EntenteFields.Partner].ShouldBe("Kestrel & Daughters");
        var told = await Writes(story, number);
        await story.Rename(story.Kestrel, "Kestrel & Daughters");
        await sync.House.Work();
        (await Writes(story, number)).ShouldBe(told);

        // Somebody else claims the company, and is refused.
        var rival = await story.Submitted(story.Jonah, company);
        await sync.House.Work();
        (await Deal(deal))[EntenteFields.ConflictStatus].ShouldBe("risk");
        var version = (await story.Load(rival)).Version;
        (
            await sync.House.Act<RefuseRegistration, Result>(
                story.Maren,
                u => u.Run(new(rival, version, RefusalReason.NotQualified, Final: true), Ct)
            )
        ).Problem.ShouldBeNull();
        story.LetStand();
        await sync.House.Work();
        (await Deal(deal))[EntenteFields.ConflictStatus].ShouldBe("resolved");

        // Protection runs out: the reminders and the end are on the timeline, each once, with the note of the meeting and the approval.
        foreach (var days in (int[])[20, 20, 20, 16])
        {
            await sync.Pass(TimeSpan.FromDays(days));
            await story.Say(story.Ines, number);
        }
        foreach (var days in (int[])[8, 5, 3])
            await sync.Pass(TimeSpan.FromDays(days));
        await sync.House.Work();
        var timeline = await Timeline(connection, deal);
        var mails = timeline.Where(a => a.Kind is CrmObject.Email).Select(a => a.Subject!).ToList();
        mails.Count.ShouldBe(5, string.Join("; ", mails));
        mails.Distinct().Count().ShouldBe(5);
        mails.ShouldContain($"{number}: approved, {company} is yours");
        mails.ShouldContain(s => s.EndsWith("for 14 days more"));
        timeline.ShouldAllBe(a => a.ByEntente);
        timeline.ShouldAllBe(a => a.Body == null || !a.Body.Contains("/f/"), "no link that lets somebody in");
        timeline.Count(a => a.Kind is CrmObject.Note).ShouldBe(7, "approved, met, four words on how it goes, ended");
        (await sync.Ask(db => db.Set<WriteEntry>().CountAsync(w => w.State != WriteState.Done, Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task A_partner_that_has_won_the_company_before_is_its_incumbent()
    {
        await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var company = "Served Before " + sync.Tag();
        var first = await story.Approved(story.Ines, company);
        await sync.House.Work();
        var won = Kind == CrmKind.HubSpot ? "closedwon" : "Closed Won";
        (await sync.RepChanges(Kind, CrmObject.Deal, (await story.Load(first)).CrmDealId!, CrmFields.Stage, won)).Error.ShouldBeNull();
        await sync.Pass(TimeSpan.FromMinutes(2));
        await sync.House.Work();
        (await story.Load(first)).State.ShouldBe(RegistrationState.Won);

        var again = await story.Approved(story.Ines, company);
        await sync.House.Work();

        (await Deal((await story.Load(again)).CrmDealId!))[EntenteFields.Incumbent].ShouldBe("Yes");
    }

    [Fact]
    public async Task A_partners_own_company_is_told_its_type_and_tier_and_followed_when_it_is_merged()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var (company, _, _) = await sync.RepMakesADeal(Kind, sync.Tag(), "Kestrel Quay " + sync.Tag(), "kq.example");
        await sync.Pass(TimeSpan.FromMinutes(2));
        var own = (await sync.House.Act<CrmApi, AccountId?>(sync.Entente, c => c.AccountByCrmId(connection, company, Ct)))!.Value;
        await Belongs(story.Kestrel, own);

        await sync.House.Act<ChangeTier, Result>(
            sync.Entente,
            u => u.Run(new(story.Kestrel, PartnerTier.Select, PartnerTier.Elite, "Four quarters in a row"), Ct)
        );
        await sync.House.Work();
        var there = (await sync.Rep(Kind).ReadByIds(CrmObject.Account, [company], CrmLane.Push, Ct)).Value.Records.Single();
        (there[EntenteFields.PartnerType], there[EntenteFields.Tier]).ShouldBe(("Reseller", "Elite"));

        var (survivor, _, _) = await sync.RepMakesADeal(Kind, sync.Tag(), "Kestrel Quay Ltd", "kq-ltd.example");
        await sync.Pass(TimeSpan.FromMinutes(2));
        var into = (await sync.House.Act<CrmApi, AccountId?>(sync.Entente, c => c.AccountByCrmId(connection, survivor, Ct)))!.Value;
        await Merged(connection, company, survivor);

        (await sync.House.Act<PartnersApi, PartnerCard?>(sync.Entente, p => p.Get(story.Kestrel, Ct)))!.Account.ShouldBe(into);
    }

    [Fact]
    public async Task What_a_form_asks_for_a_field_of_the_crm_is_written_there_on_approval()
    {
        await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        (await sync.House.Act<FormDesk, Result>(sync.Entente, d => d.Look(Ct))).Problem.ShouldBeNull();
        await sync.House.Work();
        var bound = await sync.House.Act<FormShelf, IReadOnlyDictionary<string, BoundField>>(sync.Entente, s => s.Bound(Ct));
        var field = bound.Values.Where(b => b.Key.StartsWith("deal-", StringComparison.Ordinal) && b.Options.Count > 0).MinBy(b => b.Key)!;
        var value = field.Options[0].Value;
        await sync.House.Act<DrawForm, Result<int>>(
            sync.Entente,
            async d =>
            {
                var id = (await d.Begin(new(RegistrationKind.ServiceAttach), Ct)).Value;
                string[] asked = ["company", "contactEmail", "amount", "closeDate", "problem", field.Key];
                return await d.Publish(id, new([new("All", [.. asked.Select(k => new FormField(k))])]), 1, Ct);
            }
        );
        var claim = RegistrationStory.Claim("Bound Field " + sync.Tag()) with
        {
            Kind = RegistrationKind.ServiceAttach,
            Custom = new Dictionary<string, string?> { [field.Key] = value },
        };
        var number = (await story.Submit(story.Ines, claim)).Value.Number;
        (await story.Approve(number)).Problem.ShouldBeNull();
        await sync.House.Work();

        var registration = await story.Load(number);
        registration.CrmDealId.ShouldNotBeNull("the CRM took the write");
        var steps = await sync.Ask(db =>
            db.Set<WriteEntry>().Where(w => w.SubjectId == registration.Id.Value).Select(w => w.Steps).FirstAsync(Ct)
        );
        steps.ShouldContain(CrmFields.Raw(FormFields.Crm(field.Key)!.Value.Name));
        steps.ShouldContain(value);
    }

    /// <summary>As the mirror hears of a merge, whichever way it came.</summary>
    private async Task Merged(CrmConnectionId connection, string old, string survivor)
    {
        await using (var scope = sync.House.As(sync.Entente))
        {
            var mirror = (Entente.Crm.Mirror.MirrorWriter)scope.ServiceProvider.GetService(typeof(Entente.Crm.Mirror.MirrorWriter))!;
            await mirror.Apply(
                new(connection, CrmObject.Account, SyncSource.Push, [])
                {
                    Deletions = [new(old, sync.House.Clock.Now.AddMinutes(1), survivor)],
                },
                Ct
            );
        }
        await sync.House.Work();
    }

    private async Task<int> Writes(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id.Value;
        return await sync.Ask(db => db.Set<WriteEntry>().CountAsync(w => w.SubjectId == id, Ct));
    }

    private async Task<IReadOnlyList<CrmActivity>> Timeline(CrmConnectionId connection, string deal) =>
        (
            await sync.House.Act<CrmApi, CrmResult<IReadOnlyList<CrmActivity>>>(
                sync.Entente,
                c => c.Timeline(connection, CrmObject.Deal, deal, 100, Ct)
            )
        ).Value;
}
