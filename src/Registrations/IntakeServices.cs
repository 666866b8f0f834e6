using Entente.Collaboration.Acting;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Registrations.Api;
using Entente.Registrations.Check;
using Entente.Registrations.CrmForms;
using Entente.Registrations.Drafts;
using Entente.Registrations.Evidence;
using Entente.Registrations.Forms;
using Entente.Registrations.Import;
using Entente.Registrations.Probes;
using Entente.Registrations.PublicIntake;
using Entente.Registrations.Talk;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations;

/// <summary>The ways in: forms, drafts and files, the open form, CSV, REST, the CRM's own forms, and the check while somebody types.</summary>
internal static class IntakeServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IChatClaims, ClaimsByChat>().AddScoped<IChatDecisions, DecisionsByChat>();
        services.AddScoped<AttachFiles>().AddScoped<ListFiles>().AddScoped<KeepDraft>();
        services.AddScoped<FormShelf>().AddScoped<DrawForm>().AddScoped<FormDesk>();
        services.AddScoped<SetUpPublicForm>().AddScoped<SendPublicClaim>().AddScoped<ConfirmPublicClaim>();
        services.AddScoped<CrmFormDesk>().AddScoped<ITodayItem, CrmFormsToday>().AddScoped<IClaimBeside, BesideCrmForm>();
        services.AddScoped<SubmitByApi>().AddScoped<ApiList>();
        services.AddScoped<UploadImport>().AddScoped<ImportActs>().AddScoped<ImportQuery>();
        services.AddSingleton<CheckLimits>().AddScoped<ProbeWatch>().AddScoped<ProbeDesk>().AddScoped<ITodayItem, ProbesToday>();
        services.AddScoped<CheckForPartner>();
        services.AddScoped(s => new CheckClaim(
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CheckLimits>(),
            s.GetRequiredService<ProbeWatch>()
        ));
    }
}
