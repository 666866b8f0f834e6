using Entente.Crm.Model;
using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>A stage of the CRM under a mapping. Pure.</summary>
internal static class StageCards
{
    /// <param name="of">How many stages its pipeline has.</param>
    public static CrmStageCard Of(StageRow s, int of, CrmMapping mapping) =>
        new(s.Pipeline, s.PipelineLabel, s.CrmId, s.Label, s.Position, s.Closed, s.Won, s.Probability)
        {
            Means = mapping.StageOf(s.Pipeline, new CrmStage(s.CrmId, s.Label, s.Position, s.Closed, s.Won, s.Probability), of),
            Mapped = mapping.SetsStage(s.Pipeline, s.CrmId),
        };
}
