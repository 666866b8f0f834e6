using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Objects;

/// <summary>One create or update as HubSpot judges it, inside a transaction.</summary>
internal static class Writes
{
    /// <summary>Creates a record with its associations. A refusal may leave the record staged: the caller abandons then.</summary>
    public static (Record? Record, HubSpotError? Error) Create(Tx tx, IReadOnlyList<Pipeline> pipelines, Kind kind, JsonObject input)
    {
        if (Read(tx.Schema(kind), input["properties"] as JsonObject, out var values) is { } unknown)
            return (null, unknown);
        if (Missing(kind, values) is { } missing)
            return (null, missing);
        if (kind == Kind.Deal && Place(tx.Schema(kind), pipelines, values, null) is { } misplaced)
            return (null, misplaced);
        var links = Associations(tx, kind, input["associations"] as JsonArray, out var refused);
        if (refused is not null)
            return (null, refused);
        var outcome = tx.Create(kind, values);
        if (outcome.Refusal is { } refusal)
            return (null, HubSpotError.Of(refusal, kind));
        foreach (var (to, primary) in links)
            tx.Link(outcome.Record!.Id, to, primary);
        return (outcome.Record, null);
    }

    public static (Record? Record, HubSpotError? Error) Update(
        Tx tx,
        IReadOnlyList<Pipeline> pipelines,
        Record record,
        JsonObject? properties
    )
    {
        if (Read(tx.Schema(record.Kind), properties, out var values) is { } unknown)
            return (null, unknown);
        if (record.Kind == Kind.Deal && Place(tx.Schema(record.Kind), pipelines, values, record) is { } misplaced)
            return (null, misplaced);
        var outcome = tx.Update(record.Id, values);
        return outcome.Refusal is { } refusal ? (null, HubSpotError.Of(refusal, record.Kind)) : (outcome.Record, null);
    }

    private static HubSpotError? Read(Schema schema, JsonObject? properties, out List<Assignment> values)
    {
        values = [];
        foreach (var (name, node) in properties ?? [])
        {
            if (schema.HubSpot(name) is not { } field)
                return HubSpotError.UnknownProperty(name);
            values.Add(new(field, Wire.Text(node)));
        }
        return null;
    }

    private static HubSpotError? Missing(Kind kind, List<Assignment> values)
    {
        string[][] required = kind switch
        {
            Kind.Company =>
            [
                ["name", "domain"],
            ],
            Kind.Deal =>
            [
                ["dealname"],
                ["dealstage"],
            ],
            Kind.Note =>
            [
                ["hs_timestamp"],
            ],
            _ => [],
        };
        foreach (var anyOf in required)
        {
            if (!values.Exists(v => !string.IsNullOrEmpty(v.Value) && anyOf.Contains(v.Field.HubSpotName)))
                return HubSpotError.Property(anyOf[0], "REQUIRED_FIELD", $"Required property {string.Join(" or ", anyOf)} is missing.");
        }
        return null;
    }

    /// <summary>A stage belongs to one pipeline: fills in the pipeline of a new deal, refuses a stage of another one.</summary>
    private static HubSpotError? Place(Schema schema, IReadOnlyList<Pipeline> pipelines, List<Assignment> values, Record? before)
    {
        var (stage, pipeline) = (schema["dealstage"], schema["pipeline"]);
        var stageId = values.FindLast(v => v.Field.Name == stage.Name).Value ?? before?.Get(stage);
        var pipelineId = values.FindLast(v => v.Field.Name == pipeline.Name).Value ?? before?.Get(pipeline);
        if (pipelineId is null)
        {
            pipelineId = pipelines.FirstOrDefault(p => p.Stages.Any(s => s.Id == stageId))?.Id ?? pipelines[0].Id;
            values.Add(new(pipeline, pipelineId));
        }
        var allowed = pipelines.FirstOrDefault(p => p.Id == pipelineId)?.Stages.Select(s => s.Id).ToList();
        return allowed is null || stageId is null || allowed.Contains(stageId)
            ? null
            : HubSpotError.Property(
                "dealstage",
                "INVALID_OPTION",
                $"{stageId} was not one of the allowed options: [{string.Join(", ", allowed)}]"
            );
    }

    private static List<(long To, bool Primary)> Associations(Tx tx, Kind from, JsonArray? array, out HubSpotError? error)
    {
        var links = new List<(long, bool)>();
        error = null;
        foreach (var item in array ?? [])
        {
            if (
                !long.TryParse(Wire.Text(item?["to"]?["id"]), System.Globalization.CultureInfo.InvariantCulture, out var to)
                || tx.Find(to) is not { Archived: false } target
                || !Link.CanJoin(from, target.Kind)
            )
            {
                error = HubSpotError.Invalid($"The record to associate, {Wire.Text(item?["to"]?["id"])}, does not exist.");
                return links;
            }
            error = AssociationTypes.Read(item?["types"] as JsonArray, from, target.Kind, out var primary);
            if (error is not null)
                return links;
            links.Add((to, primary));
        }
        return links;
    }
}

/// <summary>The association types of a request: the unlabelled one, or the primary one.</summary>
internal static class AssociationTypes
{
    public static HubSpotError? Read(JsonArray? types, Kind from, Kind to, out bool primary)
    {
        primary = false;
        foreach (var type in types ?? [])
        {
            var (category, id) = (Wire.Text(type?["associationCategory"]), Wire.Text(type?["associationTypeId"]));
            var isPrimary = id == ObjectTypes.Primary(from, to)?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var isPlain = id == ObjectTypes.Unlabelled(from, to).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (category != "HUBSPOT_DEFINED" || !(isPrimary || isPlain))
                return HubSpotError.Invalid(
                    $"Association type {category} {id} does not exist between {ObjectTypes.TypeId(from)} and {ObjectTypes.TypeId(to)}."
                );
            primary |= isPrimary;
        }
        return null;
    }
}
