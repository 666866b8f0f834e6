using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.HubSpot.Schemas;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Objects;

/// <summary>One create or update as HubSpot judges it, inside a transaction.</summary>
internal sealed class Writes(CrmStore store, Labels labels)
{
    // csharpier-ignore - a table
    private static readonly Dictionary<Kind, string[][]> Required = new()
    {
        [Kind.Company] = [["name", "domain"]],
        [Kind.Deal] = [["dealname"], ["dealstage"]],
        [Kind.Ticket] = [["subject"], ["hs_pipeline_stage"]],
        [Kind.Lead] = [["hs_lead_name"]],
        [Kind.Note] = [["hs_timestamp"]],
        [Kind.Task] = [["hs_timestamp"]],
        [Kind.Email] = [["hs_timestamp"]],
        [Kind.Meeting] = [["hs_timestamp"]],
        [Kind.Call] = [["hs_timestamp"]],
    };

    /// <summary>Lifecycle stages in their order: a record only moves forward, unless the stage is emptied first.</summary>
    private static readonly string[] Lifecycle =
    [
        "subscriber",
        "lead",
        "marketingqualifiedlead",
        "salesqualifiedlead",
        "opportunity",
        "customer",
        "evangelist",
    ];

    /// <summary>Creates a record with its associations. A refusal may leave the record staged: the caller abandons then.</summary>
    public (Record? Record, HubSpotError? Error) Create(Tx tx, Kind kind, JsonObject input)
    {
        if (Read(tx.Schema(kind), null, input["properties"] as JsonObject, out var values) is { } unknown)
            return (null, unknown);
        if (Missing(kind, values) is { } missing)
            return (null, missing);
        if (Place(tx.Schema(kind), kind, values, null) is { } misplaced)
            return (null, misplaced);
        var links = Associations(tx, kind, input["associations"] as JsonArray, out var refused);
        if (refused is not null)
            return (null, refused);
        if (kind == Kind.Lead && !links.Exists(l => RecordIds.KindOf(l.To) is Kind.Contact or Kind.Company))
            return (null, HubSpotError.Invalid("A lead must be associated with a contact or a company when it is created."));
        var outcome = tx.Create(kind, values);
        if (outcome.Refusal is { } refusal)
            return (null, HubSpotError.Of(refusal, kind));
        foreach (var (to, types) in links)
            types.Apply(tx, labels, outcome.Record!.Id, to);
        return (outcome.Record, null);
    }

    public (Record? Record, HubSpotError? Error) Update(Tx tx, Record record, JsonObject? properties)
    {
        if (Read(tx.Schema(record.Kind), record, properties, out var values) is { } unknown)
            return (null, unknown);
        if (Place(tx.Schema(record.Kind), record.Kind, values, record) is { } misplaced)
            return (null, misplaced);
        var outcome = tx.Update(record.Id, values);
        return outcome.Refusal is { } refusal ? (null, HubSpotError.Of(refusal, record.Kind)) : (outcome.Record, null);
    }

    private HubSpotError? Read(Schema schema, Record? before, JsonObject? properties, out List<Assignment> values)
    {
        values = [];
        foreach (var (name, node) in properties ?? [])
        {
            if (schema.HubSpot(name) is not { } field)
                return HubSpotError.UnknownProperty(name);
            var value = Wire.Text(node);
            if (field.Type == FieldType.MultiChoice && value is [';', ..])
                value = $"{before?.Get(field)}{value}";
            if (!string.IsNullOrEmpty(value) && Rules.Broken(field, value) is { } broken)
                return broken;
            if (field.Name == "deal_currency_code" && !string.IsNullOrEmpty(value) && !Currencies.Of(store).Active.Contains(value))
                return HubSpotError.Property(
                    name,
                    "INVALID_OPTION",
                    $"{value} was not one of the allowed options: [{string.Join(", ", Currencies.Of(store).Active)}]"
                );
            // Said aloud by nobody: a stage further back is simply not taken.
            if (field.Name == "lifecyclestage" && Backward(before?.Get(field), value))
                continue;
            values.Add(new(field, value));
        }
        return null;
    }

    private static bool Backward(string? before, string? after) =>
        Array.IndexOf(Lifecycle, before) is >= 0 and var from && Array.IndexOf(Lifecycle, after) is >= 0 and var to && to < from;

    private HubSpotError? Missing(Kind kind, List<Assignment> values)
    {
        var required = Kinds.IsCustom(kind)
            ? [.. (CustomObjects.Of(store, kind)?.Required ?? []).Select(name => new[] { name })]
            : Required.GetValueOrDefault(kind, []);
        foreach (var anyOf in required)
        {
            if (!values.Exists(v => !string.IsNullOrEmpty(v.Value) && anyOf.Contains(v.Field.HubSpotName)))
                return HubSpotError.Property(anyOf[0], "REQUIRED_FIELD", $"Required property {string.Join(" or ", anyOf)} is missing.");
        }
        return null;
    }

    /// <summary>A stage belongs to one pipeline: fills in the pipeline (and a lead's first stage) of a new record, refuses a stage of another one.</summary>
    private HubSpotError? Place(Schema schema, Kind kind, List<Assignment> values, Record? before)
    {
        var pipelines = store.PipelinesOf(kind);
        if (Kinds.PipelineFields(kind) is not { } names || pipelines.Count == 0)
            return null;
        var (stage, pipeline) = (schema[names.Stage], schema[names.Pipeline]);
        if (kind == Kind.Lead && before is null && values.TrueForAll(v => v.Field.Name != stage.Name))
            values.Add(new(stage, pipelines[0].Stages[0].Id));
        var stageId = values.FindLast(v => v.Field.Name == stage.Name).Value ?? before?.Get(stage);
        var pipelineId = values.FindLast(v => v.Field.Name == pipeline.Name).Value ?? before?.Get(pipeline);
        if (pipelineId is null && stageId is null)
            return null;
        if (pipelineId is null)
        {
            pipelineId = pipelines.FirstOrDefault(p => p.Stages.Any(s => s.Id == stageId))?.Id ?? pipelines[0].Id;
            values.Add(new(pipeline, pipelineId));
        }
        var allowed = pipelines.FirstOrDefault(p => p.Id == pipelineId)?.Stages.Select(s => s.Id).ToList();
        return allowed is null || stageId is null || allowed.Contains(stageId)
            ? null
            : HubSpotError.Property(
                names.Stage,
                "INVALID_OPTION",
                $"{stageId} was not one of the allowed options: [{string.Join(", ", allowed)}]"
            );
    }

    private List<(long To, TypesAsked Types)> Associations(Tx tx, Kind from, JsonArray? array, out HubSpotError? error)
    {
        var links = new List<(long, TypesAsked)>();
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
            (var asked, error) = TypesAsked.Read(item?["types"] as JsonArray, labels, from, target.Kind);
            if (error is not null)
                return links;
            links.Add((to, asked!));
        }
        return links;
    }
}
