using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Pipeline;

/// <summary>Staff find the pipeline below the registrations.</summary>
internal sealed class PipelineMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 30, "pipeline", "pipeline", "Pipeline", Permissions.ReadPipeline),
        ]);
}
