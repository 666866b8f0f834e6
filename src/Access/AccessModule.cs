using Entente.Access.Audit;
using Entente.Access.Http;
using Entente.Access.Keys;
using Entente.Access.Mail;
using Entente.Access.Model;
using Entente.Access.Oidc;
using Entente.Access.ProofOfWork;
using Entente.Access.Safelist;
using Entente.Access.SignIn;
using Entente.Access.Sso;
using Entente.Platform;
using Entente.Platform.Audit;
using Entente.Platform.Jobs;
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
            new("audit.sign_head", TimeSpan.FromDays(1), typeof(SignHeads)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<CurrentKey>().AddSingleton<ApiLimits>().AddScoped<ApiKeys>();
        services.AddScoped<AccessApi>().AddScoped<CurrentLink>().AddScoped<Identities>();
        services
            .AddScoped<IFieldCatalog, StandardFields>()
            .AddSingleton<PublishedSafelists>()
            .AddScoped<Fields>()
            .AddScoped<SafelistShelf>();
        services.AddScoped<ChangeSafelist>().AddScoped<PublishSafelist>().AddScoped<WhoSees>();
        services.AddScoped<AskForLink>().AddScoped<UseLink>().AddScoped<BeginSession>().AddScoped<Sessions>();
        services.AddScoped<HomeRealm>().AddScoped<SsoDesk>().AddScoped<Providers>().AddSingleton<OidcClient>();
        services.AddSingleton(s => new GuardedHttp(() => s.GetRequiredService<PublicAddress>().IsThisMachine));
        services.AddScoped<AuditReader>().AddScoped<AuditQuery>().AddScoped<OpenMail>().AddScoped<Puzzles>();
        services.TryAddSingleton(new Mailbox(() => false));
        services.TryAddSingleton(new PublicAddress(() => "http://localhost:5080"));
    }

    public override void AddWork(WorkCatalog work) => work.Run<SendSignInLink, SendSignInLinkJob>();

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        MailBody.Map(routes);
        AuditFile.Map(routes);
        SsoEndpoints.Map(routes);
        SafelistEndpoints.Map(routes);
    }

    public override void MapModel(ModelBuilder model)
    {
        Person.Map(model);
        Membership.Map(model);
        Session.Map(model);
        AccessLink.Map(model);
        ApiKey.Map(model);
        IdentityProvider.Map(model);
        SpentPuzzle.Map(model);
        SafelistVersion.Map(model);
    }
}
