using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;

namespace Entente.Crm.Mapping;

/// <summary>Everything a mapping is held against, as the CRM is now.</summary>
internal sealed record LiveSchema(IReadOnlyDictionary<CrmObject, CrmSchema> Objects, IReadOnlyList<CrmPipeline> Pipelines)
{
    public static async Task<CrmResult<LiveSchema>> Read(ICrmConnector connector, CancellationToken ct)
    {
        var objects = new Dictionary<CrmObject, CrmSchema>();
        foreach (var kind in EntenteSide.Objects)
        {
            var schema = await connector.ReadSchema(kind, ct);
            if (!schema.Ok)
                return schema.Error;
            objects[kind] = schema.Value;
        }
        var pipelines = await connector.ReadPipelines(ct);
        return pipelines.Ok ? new LiveSchema(objects, pipelines.Value) : pipelines.Error;
    }

    /// <summary>Entente's own mapping, of the fields that this account has.</summary>
    public IReadOnlyList<FieldMap> Own(CrmKind crm, CrmObject kind) =>
        [.. OwnMapping.Of(crm, kind).Where(m => Objects[kind].Fields.Any(f => f.Name == m.Native))];

    public IReadOnlyList<MappingFault> Faults(CrmKind crm, CrmMapping mapping) =>
        [.. EntenteSide.Objects.SelectMany(kind => MappingCheck.Of(Objects[kind], mapping, Own(crm, kind))), .. StageFaults(mapping)];

    private IEnumerable<MappingFault> StageFaults(CrmMapping mapping) =>
        SchemaDrift.OfStages(mapping.Stages, Pipelines).Select(d => new MappingFault(CrmObject.Deal, CrmFields.Stage, d.Sentence));
}

/// <summary>What each connector does by itself.</summary>
internal static class OwnMapping
{
    public static IEnumerable<FieldMap> Of(CrmKind crm, CrmObject kind) =>
        crm == CrmKind.HubSpot
            ? HubSpotFields.Own(kind).Concat(EffectiveMap.OwnFields(kind, f => f.Name))
            : SalesforceFields.Own(kind).Concat(EffectiveMap.OwnFields(kind, f => f.SalesforceName));
}
