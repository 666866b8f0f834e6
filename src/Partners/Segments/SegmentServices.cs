using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Experiences;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Partners.Segments;

/// <summary>What this folder brings along.</summary>
internal static class SegmentServices
{
    public static void AddSegments(this IServiceCollection services)
    {
        services
            .AddScoped<SegmentReach>()
            .AddScoped<SegmentDesk>()
            .AddScoped<HandList>()
            .AddScoped<ISegmentFacts, OwnSegmentFacts>()
            .AddScoped<IPartnerSection, PartnerSegmentsSection>()
            .AddScoped<IPortalAudience, PortalAudience>()
            .AddScoped<ISegmentUse, AimedLayouts>();
        // What has parts of this room alone is made here: its constructor is nobody else's.
        services.AddScoped(s => new WriteSegment(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<SegmentDesk>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new SegmentsApi(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<SegmentReach>(),
            s.GetRequiredService<AccessApi>()
        ));
    }
}
