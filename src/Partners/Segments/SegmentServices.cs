using Entente.Access;
using Entente.Platform.Data;
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
            .AddScoped<WriteSegment>()
            .AddScoped<HandList>()
            .AddScoped<ISegmentFacts, OwnSegmentFacts>()
            .AddScoped<IPartnerSection, PartnerSegmentsSection>()
            .AddScoped<IPortalAudience, PortalAudience>()
            .AddScoped<ISegmentUse, AimedLayouts>();
        services.AddScoped(s => new SegmentsApi(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<SegmentReach>(),
            s.GetRequiredService<AccessApi>()
        ));
    }
}
