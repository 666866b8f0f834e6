using Entente.Access.Safelist;
using Entente.Collaboration.MailActs;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Appeals;
using Entente.Registrations.Bulk;
using Entente.Registrations.Challenges;
using Entente.Registrations.Change;
using Entente.Registrations.Crm;
using Entente.Registrations.Decide;
using Entente.Registrations.Extend;
using Entente.Registrations.Judge;
using Entente.Registrations.Postpone;
using Entente.Registrations.Release;
using Entente.Registrations.Report;
using Entente.Registrations.Review;
using Entente.Registrations.Status;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations;

/// <summary>What can be done to a claim after its first decision: changes, progress, extensions, appeals.</summary>
internal static class LaterActs
{
    public static void Add(IServiceCollection services)
    {
        services
            .AddScoped<SendAgain>()
            .AddScoped<ElevateLead>()
            .AddScoped<MakeAppeal>()
            .AddScoped<JudgeCompany>()
            .AddScoped<AnswerAppeal>()
            .AddScoped<ChallengeHolder>()
            .AddScoped<ReviewActs>()
            .AddScoped<PartnerActs>()
            .AddScoped<ChangeQuery>()
            .AddScoped<ChangeByForm>()
            .AddScoped<DecideInBulk>()
            .AddScoped<ReviewMoreQuery>()
            .AddScoped<ReviewRouteQuery>()
            .AddScoped<Share.ShareRights>()
            .AddScoped<Share.ShareProof>()
            .AddScoped<Share.ShareDesk>()
            .AddScoped<Share.OpenShare>()
            .AddScoped<IMailAct, ApproveByMail>()
            .AddScoped<IMailAct, GrantByMail>();
        services.AddScoped(s => new ReportProgress(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>(),
            s.GetRequiredService<Promises.PromiseBook>()
        ));
        services.AddScoped(s => new RequestExtension(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>()
        ));
        services.AddScoped(s => new AnswerExtension(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>()
        ));
        services.AddScoped(s => new PostponeDeal(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>()
        ));
        services.AddScoped(s => new AmendRegistration(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>()
        ));
        services.AddScoped(s => new ReleaseProtection(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<PartnersApi>(),
            s.GetRequiredService<CrmSide>()
        ));
    }
}
