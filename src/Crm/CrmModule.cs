using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm.Connect;
using Entente.Crm.Duplicates;
using Entente.Crm.Index;
using Entente.Crm.Inspect;
using Entente.Crm.Lanes;
using Entente.Crm.Listed;
using Entente.Crm.Mapping;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Panel;
using Entente.Crm.Push;
using Entente.Crm.Settings;
using Entente.Crm.Sites;
using Entente.Crm.Sync;
using Entente.Crm.Verdicts;
using Entente.Crm.Write;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm;

/// <summary>The CRM's room: this is its table of contents.</summary>
public sealed class CrmModule : Module
{
    /// <summary>The look whether a connection's interval is over; the interval itself is the connection's.</summary>
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("crm.poll", PollConnections.Every, typeof(PollConnections)),
            // The look whether a look is due: daily, or because something could not be read.
            new("crm.schemas", TimeSpan.FromMinutes(1), typeof(WatchSchemas)),
            new("crm.duplicates", TimeSpan.FromMinutes(1), typeof(FindDuplicates)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.CrmPersonalData>();
        services
            .AddSingleton<CrmHttpClient>()
            .AddSingleton<ConnectorShelf>()
            .AddSingleton<StoredTokens>()
            .AddSingleton<BudgetLeases>()
            .AddSingleton<NativeFields>()
            .AddSingleton<AccountIndexes>();
        services.AddSingleton<IWarmUp>(s => s.GetRequiredService<AccountIndexes>());
        services.AddScoped(s => new CrmApi(
            Db(s),
            Get<AccountIndexes>(s),
            Get<CrmConnectors>(s),
            Get<NativeFields>(s),
            Get<TimeProvider>(s)
        ));
        services.AddScoped<CrmOwners>().AddScoped(s => new CrmLeads(Db(s), Get<CrmConnectors>(s)));
        services.AddScoped<CrmConnectors>().AddScoped<MirrorWriter>().AddScoped<Pull>().AddScoped<Catalogue>().AddScoped<StatusBook>();
        services.AddSingleton<TakePush>().AddScoped<PushBook>().AddScoped<PollConnections>().AddScoped<WalkLinks>();
        services.AddScoped<StepLinks>().AddScoped<StepFields>().AddScoped<WrittenDown>();
        services.AddScoped<FieldOwners>().AddScoped<FieldConflicts>().AddScoped<CallBook>().AddScoped<Reconciles>();
        services.AddScoped(s => new StartSync(Db(s), Get<Actor>(s), Get<TimeProvider>(s), Get<CrmConnectors>(s)));
        services.AddScoped(s => new ShowConnection(Db(s), Get<CrmConnectors>(s), Get<Workspaces>(s), Get<SecretBox>(s)));
        services.AddScoped(s => new StartReconcile(Db(s), Get<Actor>(s), Get<CrmConnectors>(s), Get<Reconciles>(s)));
        services.AddScoped(s => new InspectRecord(Db(s), Get<Actor>(s), Get<CrmConnectors>(s)));
        services.AddScoped(s => new InspectConnection(Db(s), Get<Actor>(s), Get<CrmConnectors>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new Replay(Db(s), Get<Actor>(s), Get<CrmConnectors>(s), Get<Pull>(s), Get<TimeProvider>(s)));
        services.AddScoped<KeepConnection>();
        services.AddScoped(s => new SetAppSecret(Db(s), Get<Actor>(s), Get<SecretBox>(s)));
        services.AddScoped(s => new FollowSandbox(Db(s), Get<Actor>(s), Get<Workspaces>(s), Get<SecretBox>(s)));
        services.AddScoped(s => new ConnectCrm(Get<Actor>(s), Get<KeepConnection>(s)));
        services.AddScoped(s => new SignInToCrm(
            Db(s),
            Get<Actor>(s),
            Get<TimeProvider>(s),
            Get<SecretBox>(s),
            Get<CrmHttpClient>(s),
            Get<KeepConnection>(s),
            Get<Workspaces>(s),
            Get<PublicAddress>(s)
        ));
        services.AddScoped(s => new DisconnectCrm(
            Db(s),
            Get<Actor>(s),
            Get<SecretBox>(s),
            Get<CrmHttpClient>(s),
            Get<NativeFields>(s),
            Get<TimeProvider>(s)
        ));
        services.AddScoped<WatchSchemas>().AddScoped<ReadListedFields>();
        services.AddScoped<CompanyVerdicts>().AddScoped<FindDuplicates>().AddScoped<DuplicateDesk>().AddScoped<DecideDuplicate>();
        services.AddScoped<SaidOfAccounts>().AddScoped<TakeBackVerdict>();
        services.AddScoped<SiteDesk>().AddScoped<ChangeSites>();
        services.AddScoped(s => new SaveMapping(Db(s), Get<Actor>(s), Get<TimeProvider>(s), Get<CrmConnectors>(s)));
        services.AddScoped(s => new ShowMapping(Db(s), Get<Actor>(s), Get<CrmConnectors>(s)));
        services.AddScoped(s => new DryRun(Db(s), Get<Actor>(s), Get<CrmConnectors>(s)));
        services.AddScoped<ITodayItem, DriftToday>().AddScoped<ITodayItem, ErrorsToday>();
        services.AddScoped<IMenu, CrmMenu>();
        services
            .AddScoped<PanelDesk>()
            .AddScoped<PanelPages>()
            .AddScoped<PanelReader>()
            .AddScoped<PanelConnections>()
            .AddScoped<PanelTickets>()
            .AddScoped<IPanelSection, TimelinePanel>();
        services.AddScoped<LaunchFromHubSpot>().AddScoped<LaunchFromCanvas>();
        services.AddScoped<ChangeConnection>().AddScoped<WorkErrorQueue>().AddScoped<ShowErrorQueue>();
        services.AddScoped<ListConflicts>().AddScoped<FindRecords>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Run<Backfill, RunBackfill>()
            .Run<FetchNamed, RunFetchNamed>()
            .Run<SendWrite, RunSendWrite>()
            .Run<Reconcile, RunReconcile>()
            .Run<LookAtSchema, RunLookAtSchema>()
            .Run<ReadListed, RunReadListed>()
            .Run<ReadDealsAgain, RunReadDealsAgain>()
            .Run<FindDuplicatesAround, RunFindDuplicatesAround>()
            .Run<ReadSitesAgain, RunReadSitesAgain>()
            .Hear<SafelistPublished, ReadWhatWasListed>("crm.read_what_was_listed")
            .Hear<CompaniesJudged, JudgedAccounts>("crm.duplicates_judged")
            .Hear<SitesChanged, FollowSites>("crm.sites_changed")
            .Hear<CrmMerged, FollowMerges>("crm.verdicts_follow_merges")
            .Hear<CrmWriteFailed, LookWhenRefused>("crm.look_when_refused");

    public override void MapModel(ModelBuilder model) => CrmModel.Map(model);

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        PushRoute.Map(routes);
        PanelRoutes.Map(routes);
    }

    private static EntenteDb Db(IServiceProvider services) => services.GetRequiredService<EntenteDb>();

    // What others use is public, what it is made of is not: so the container is told how to make it.
    private static T Get<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
