using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Pipeline;

/// <summary>Staff find the pipeline below the registrations.</summary>
internal sealed class PipelineMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 30, "pipeline", "pipeline", "Pipeline", Permissions.ReadPipeline),
            new(MemberSide.Staff, 60, "trend", "forecast", "Forecast", Permissions.ReadPipeline) { Group = "Performance" },
            MenuEntry.Setting(
                SettingsArea.Program,
                110,
                "flag",
                "settings/motions",
                "Motions",
                Permissions.ReadPipeline,
                "Five stages for each way of selling, and what must be true before a deal leaves one."
            ),
            new(MemberSide.Staff, 61, "chart", "attribution", "Attribution", Permissions.ReadPipeline) { Group = "Performance" },
            MenuEntry.Setting(
                SettingsArea.Program,
                111,
                "award",
                "settings/credit",
                "Credit",
                Permissions.ReadPipeline,
                "How what partners did on a deal becomes their share of it."
            ),
        ]);
}
