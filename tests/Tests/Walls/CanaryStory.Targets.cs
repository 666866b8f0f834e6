using Entente.Access;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Values;
using Entente.Portal.Experiences;
using Entente.Portal.Experiences.Rules;

namespace Entente.Tests.Walls;

// What is aimed at the marked partner alone.
internal sealed partial class CanaryStory
{
    /// <summary>Keys of tabs that the vendor made.</summary>
    public static IReadOnlyList<string> Tabs { get; } = ["terms"];

    /// <summary>A segment that is kept by hand and holds the marked partner alone, and a layout of the portal for it with a tab of its own.</summary>
    private async Task Targets()
    {
        var owner = story.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        var segment = await web.House.Act<WriteSegment, Result<SegmentId>>(
            owner,
            w => w.Keep(null, new("Strategic ones", "", SegmentOf.Partners, null), new Dictionary<string, string>(), null, Ct)
        );
        segment.Problem.ShouldBeNull();
        (await web.House.Act<HandList, Result<int>>(owner, h => h.Put(segment.Value, [story.Kestrel.Value], Ct))).Problem.ShouldBeNull();
        var sheet = new PortalSheet(
            segment.Value.Value,
            [
                new(PortalTab.Home, "", TabPlace.Bar, []),
                new(PortalTab.OwnPath + Tabs[0], "Pzqvwtab", TabPlace.Bar, [new("", "Pzqvwtab for you alone", [])]),
            ]
        );
        var layout = await web.House.Act<WriteExperience, Result<ExperienceId>>(
            owner,
            w => w.Keep(null, "Strategic ones", sheet, null, Ct)
        );
        layout.Problem.ShouldBeNull();
        (await web.House.Act<WriteExperience, Result>(owner, w => w.Publish(layout.Value, 1, Ct))).Problem.ShouldBeNull();
    }
}
