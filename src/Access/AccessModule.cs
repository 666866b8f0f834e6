using Entente.Access.Audit;
using Entente.Access.Factors;
using Entente.Access.Files;
using Entente.Access.Http;
using Entente.Access.Keys;
using Entente.Access.Mail;
using Entente.Access.Model;
using Entente.Access.Oidc;
using Entente.Access.Passkeys;
using Entente.Access.People;
using Entente.Access.Privacy;
using Entente.Access.ProofOfWork;
using Entente.Access.Retention;
using Entente.Access.Roles;
using Entente.Access.Safelist;
using Entente.Access.Scim;
using Entente.Access.Scim.Model;
using Entente.Access.SignIn;
using Entente.Access.Sso;
using Entente.Access.StepUp;
using Entente.Access.ViewAs;
using Entente.Platform;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Jobs;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entente.Access;

/// <summary>People, roles, sessions, links, what partners may see, the audit viewer and the mail outbox.</summary>
public sealed class AccessModule : Module
{
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("access.puzzles", TimeSpan.FromHours(1), typeof(ForgetPuzzles)),
            new("privacy.retention", TimeSpan.FromDays(1), typeof(ForgetByRules)),
            new("audit.sign_head", TimeSpan.FromDays(1), typeof(SignHeads)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<CurrentKey>().AddSingleton<ApiLimits>().AddScoped<ApiKeys>();
        services.AddScoped<CurrentLink>().AddScoped<Identities>().AddScoped<Standing>();
        services.AddScoped(s => new AccessApi(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<Standing>(),
            s.GetRequiredService<MailStops>(),
            s.GetRequiredService<PageMemo>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<RoleDesk>().AddScoped<ViewingAs>();
        services.AddScoped(s => new StaffDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<AccessApi>(),
            s.GetRequiredService<Standing>()
        ));
        services
            .AddScoped<IFieldCatalog, StandardFields>()
            .AddSingleton<PublishedSafelists>()
            .AddScoped<Fields>()
            .AddScoped<SafelistShelf>();
        services.AddScoped<ChangeSafelist>().AddScoped<PublishSafelist>().AddScoped<WhoSees>();
        services.AddScoped<AskForLink>().AddScoped<UseLink>().AddScoped<BeginSession>().AddScoped<Sessions>();
        services.AddSingleton<OwnWorkspaces>();
        services.AddScoped<CurrentSession>().AddScoped<FactorShelf>().AddScoped<WrongCodes>().AddScoped<FactorMail>();
        services.AddScoped<ProveFactor>().AddScoped<AddApp>().AddScoped<OwnFactors>().AddScoped<ResetFactors>().AddScoped<AskForFactor>();
        PasskeyServices.Add(services);
        services
            .AddScoped<HomeRealm>()
            .AddSingleton<GateLog>()
            .AddScoped<SsoDesk>()
            .AddScoped<KnownSubjects>()
            .AddScoped<Providers>()
            .AddSingleton<OidcClient>()
            .AddSingleton<Jose.ServiceTokens>();
        services
            .AddScoped<DirectoryDoor>()
            .AddScoped<DirectoryDesk>()
            .AddScoped<GiveRoles>()
            .AddScoped<WriteUser>()
            .AddScoped<OtherWorkspaces>();
        services
            .AddScoped<ScimAddresses>()
            .AddScoped<ScimBulk>()
            .AddScoped<IScimResources, ScimUsers>()
            .AddScoped<IScimResources, ScimGroups>();
        services.AddSingleton(s => new GuardedHttp(() => s.GetRequiredService<PublicAddress>().IsThisMachine));
        services.AddScoped<AuditReader>().AddScoped<AuditQuery>().AddScoped<OpenMail>().AddScoped<SendAgain>().AddScoped<Puzzles>();
        services.AddScoped<IPersonalData, AccessPersonalData>().AddScoped<PrivacyDesk>().AddScoped<ErasePerson>().AddScoped<ExportPerson>();
        services.AddScoped<IRetention, AccessRetention>().AddScoped<RetentionDesk>();
        services.TryAddSingleton(new Mailbox(() => false));
        services.TryAddSingleton(new PublicAddress(() => "http://localhost:5080"));
        services.TryAddSingleton(s => new FilesAddress(s.GetRequiredService<PublicAddress>(), null));
        services.AddSingleton<FileTickets>();
        services.AddScoped(s => new GiveFile(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<FileStore>(),
            s.GetRequiredService<FilesAddress>(),
            s.GetRequiredService<FileTickets>()
        ));
    }

    public override void AddWork(WorkCatalog work) => work.Run<SendSignInLink, SendSignInLinkJob>();

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        MailBody.Map(routes);
        AuditFile.Map(routes);
        SsoEndpoints.Map(routes);
        PasskeyEndpoints.Map(routes);
        SafelistEndpoints.Map(routes);
        PersonFile.Map(routes);
        ScimEndpoints.Map(routes);
        FilesHost.Map(routes);
    }

    public override void MapModel(ModelBuilder model)
    {
        Person.Map(model);
        Membership.Map(model);
        CustomRole.Map(model);
        ViewAsVisit.Map(model);
        Session.Map(model);
        Credential.Map(model);
        SignInPolicy.Map(model);
        WrongCode.Map(model);
        PasskeyCeremony.Map(model);
        AccessLink.Map(model);
        ApiKey.Map(model);
        PeopleDirectory.Map(model);
        DirectoryUser.Map(model);
        IdentityProvider.Map(model);
        SpentPuzzle.Map(model);
        SafelistVersion.Map(model);
        PrivacyCase.Map(model);
        RetentionRule.Map(model);
    }
}
