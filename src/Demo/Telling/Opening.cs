using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Demo.Plan;
using Entente.Demo.Sales;
using Entente.Partners;
using Entente.Partners.Confirm;
using Entente.Partners.DrawTerritories;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Demo.Telling;

/// <summary>The first morning: the workspace, its people, its map, and the CRM with what it holds.</summary>
internal sealed class Opening(Stage stage, StoryPlan plan, People people, SandboxAdmin sandbox, SalesDesk sales)
{
    /// <summary>The sandbox's own limits do not slow the story.</summary>
    private const int CallsPerSecond = 10_000;

    /// <summary>While the story is told the cursor walks at most once a day, at its end every minute.</summary>
    private const int StoryPollSeconds = 86_400;
    private const int PollSeconds = 60;

    /// <summary>And everything is compared once a month instead of every day: nothing gets lost on the way to the sandbox.</summary>
    private const int StoryReconcileHours = 24 * 28;
    private const int ReconcileHours = 24;
    private const int EverySharePercent = 80;

    private CrmConnectionId connection;

    public async Task Run(CancellationToken ct)
    {
        await Workspace(ct);
        foreach (var territory in plan.Territories)
            await people.Do<DefineTerritory>(people.Entente, territory.Name, u => u.Run(territory.Name, territory.Countries, ct));
        await Rules(ct);
        await WhatPartnersSee(ct);
        await AccessLapses(false, ct);
        await ContinueNumbers(ct);
        foreach (var rep in plan.Staff.Where(s => s.Sells || s.Role is StaffRole.PartnerManager))
            await sandbox.AddOwner(rep, ct);
        await sales.Open(ct);
        await sales.Load([.. plan.Accounts, .. PartnerCast.InCrm], ct);
        await Connect(ct);
    }

    /// <summary>Back to the pace of every day; from now on the CRM tells of changes at once.</summary>
    public async Task Hurry(CancellationToken ct)
    {
        var owner = people[StoryPlan.Owner];
        await Pace(PollSeconds, ReconcileHours, ct);
        await AccessLapses(true, ct);
        var now = stage.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var view = (await people.Act<ShowConnection, IReadOnlyList<ConnectionView>>(owner, u => u.All(now, ct)))[0];
        await sandbox.Push(stage.Crm, stage.AppUrl + view.PushPath, ct);
        // HubSpot signs the address it calls: the one that the app holds for its own.
        await sandbox.Panel(stage.Crm, stage.Services.GetRequiredService<PublicAddress>().Of(view.PanelPath), ct);
    }

    // The plan's people do what the screens need, not what keeps an access alive: it lapses from today on.
    private Task AccessLapses(bool from, CancellationToken ct) =>
        people.Do<AccessPolicyDesk>(
            people[StoryPlan.Owner],
            "When access lapses",
            d => d.Set(silence: from, days: 90, crm: from, confirm: from, suspendUnconfirmed: false, ct)
        );

    private async Task Workspace(CancellationToken ct)
    {
        var made = await stage
            .Services.GetRequiredService<Workspaces>()
            .Create(plan.At, StoryPlan.Name, StoryPlan.Zone, StoryPlan.Currency, StoryPlan.Hue, ct);
        people.Workspace = made.Ok ? made.Value.Id : throw new StoryException(made.Problem.Message);
        foreach (var person in plan.Staff)
        {
            var id = await people.Act<StaffDesk, Platform.Values.PersonId>(people.Entente, d => d.Add(person, ct));
            people.AddStaff(person.Email, person.Name, id, person.Role);
        }
    }

    // What each tier is granted of a deal's price, and how long it is kept.
    internal static IReadOnlyList<PolicyRule> Prices =>
        [
            new("Prices of Elite deals", new(RegistrationKind.Deal, Tier: PartnerTier.Elite))
            {
                Band = new(1_500, 2_500),
                Prices = new(180, "List of this year"),
            },
            new("Prices of Select deals", new(RegistrationKind.Deal, Tier: PartnerTier.Select))
            {
                Band = new(1_000, 1_800),
                Prices = new(90, "List of this year"),
            },
        ];

    // Its second version: what every workspace starts with, but for customers who take their time, and a promise to those who refer.
    private Task<int> Rules(CancellationToken ct) =>
        people.Do<PublishPolicy, int>(
            people[StoryPlan.Owner],
            "The program's rules",
            u =>
                u.Run(
                    new(
                        Seen: 1,
                        Policy.Default with
                        {
                            Silence = Policy.Default.Silence with { QuietDays = StoryPlan.QuietDays },
                            Promises = new(OpportunityHours: 16, FollowUpHours: 0),
                            Rules = Prices,
                        },
                        "Our customers take their time: silence counts later; a referral has its opportunity within two business days"
                    ),
                    ct
                )
        );

    // Also its second version: what each kind of partner works with, by the presets, and two words of the vendor's own.
    private async Task WhatPartnersSee(CancellationToken ct)
    {
        var (owner, draft) = (people[StoryPlan.Owner], (int?)null);
        foreach (
            var (preset, type) in new (string, PartnerType)[]
            {
                ("resell", PartnerType.Reseller),
                ("resell", PartnerType.Distributor),
                ("referral", PartnerType.Referral),
                ("services", PartnerType.Services),
                ("services", PartnerType.SystemIntegrator),
                ("technology", PartnerType.Isv),
                ("marketplace", PartnerType.Marketplace),
            }
        )
            draft = await people.Do<ChangeSafelist, int>(owner, "A preset", u => u.Apply(preset, type.ToString(), draft, ct));
        FieldWord[] words =
        [
            new(SafeObjects.Account, "employees", new(Tier: nameof(PartnerTier.Elite)), Visibility.Visible),
            new(SafeObjects.Contact, "email", new(Role: nameof(PartnerRole.Finance)), Visibility.Hidden),
        ];
        draft = await people.Do<ChangeSafelist, int>(owner, "What partners see", u => u.Say(words, draft, ct));
        await people.Do<PublishSafelist, int>(
            owner,
            "What partners see",
            u => u.Run(draft.Value, "Each kind of partner sees what it works with", ct)
        );
    }

    // The vendor's registrations were numbered before, in the tool it used then.
    private async Task ContinueNumbers(CancellationToken ct)
    {
        await people.Act<Numbers, long>(people.Entente, n => n.Next("deal_registration", plan.FirstDealNumber - 1, ct));
        await people.Act<Numbers, long>(people.Entente, n => n.Next("lead_registration", plan.FirstLeadNumber - 1, ct));
    }

    private async Task Connect(CancellationToken ct)
    {
        var (owner, door) = (people[StoryPlan.Owner], stage.Sandbox);
        var input =
            stage.Crm is DemoCrm.HubSpot
                ? new ConnectCrm.Input(
                    CrmKind.HubSpot,
                    door.HubSpotUrl,
                    door.HubSpotToken,
                    AppSecret: door.AppSecret,
                    CallsPerSecond: CallsPerSecond
                )
                : new ConnectCrm.Input(
                    CrmKind.Salesforce,
                    door.SalesforceUrl,
                    door.ClientSecret,
                    ClientId: door.ClientId,
                    CallsPerSecond: CallsPerSecond
                );
        connection = await people.Do<ConnectCrm, CrmConnectionId>(owner, "Connecting the CRM", u => u.Run(input, ct));
        await Pace(StoryPollSeconds, StoryReconcileHours, ct);
        await people.Do<StartSync, StartSync.Started>(owner, "Loading from the CRM", u => u.Run(connection, ct));
    }

    private async Task Pace(int pollSeconds, int reconcileHours, CancellationToken ct)
    {
        var owner = people[StoryPlan.Owner];
        await people.Do<ChangeConnection>(owner, "Pace", u => u.Pace(connection, pollSeconds, CallsPerSecond, ct));
        var limit = new ChangeConnection.Limit(EverySharePercent, reconcileHours, pollSeconds);
        await people.Do<ChangeConnection>(owner, "Comparing", u => u.Limits(connection, limit, ct));
    }

    /// <summary>Access only stages; whoever adds staff saves.</summary>
    private sealed class StaffDesk(AccessApi access, EntenteDb db)
    {
        public async Task<Platform.Values.PersonId> Add(StaffPlan person, CancellationToken ct)
        {
            var added = await access.AddStaff(person.Email, person.Name, person.Role, ct);
            if (!added.Ok)
                throw new StoryException($"{person.Name}: {added.Problem.Message}");
            await db.SaveChangesAsync(ct);
            return added.Value;
        }
    }
}
