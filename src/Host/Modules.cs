using Entente.Access;
using Entente.Collaboration;
using Entente.Conflicts;
using Entente.Crm;
using Entente.Engagement;
using Entente.Health;
using Entente.Leads;
using Entente.Onboarding;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Plans;
using Entente.Platform;
using Entente.Portal;
using Entente.Programs;
using Entente.Recruitment;
using Entente.Registrations;
using Entente.Reviews;

namespace Entente.Host;

/// <summary>All modules, lowest floor first. A module may reference only those above it in this list.</summary>
public static class Modules
{
    public static ModuleList All { get; } =
        new([
            new AccessModule(),
            new PortalModule(),
            new CollaborationModule(),
            new CrmModule(),
            new PartnersModule(),
            new RecruitmentModule(),
            new ProgramsModule(),
            new PipelineModule(),
            new RegistrationsModule(),
            new ConflictsModule(),
            new EngagementModule(),
            new LeadsModule(),
            new PlansModule(),
            new OnboardingModule(),
            new HealthModule(),
            new ReviewsModule(),
        ]);
}
