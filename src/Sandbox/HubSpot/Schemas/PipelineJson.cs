using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Pipelines and stages in HubSpot's shape, and back.</summary>
internal static class PipelineJson
{
    public static JsonObject Of(Pipeline pipeline) =>
        new()
        {
            ["label"] = pipeline.Label,
            ["displayOrder"] = pipeline.Order,
            ["id"] = pipeline.Id,
            ["stages"] = new JsonArray([.. Stages(pipeline)]),
            ["createdAt"] = Canonical.Instant(pipeline.CreatedMs),
            ["updatedAt"] = Canonical.Instant(pipeline.ModifiedMs),
            ["archived"] = pipeline.Archived,
        };

    public static IEnumerable<JsonObject> Stages(Pipeline pipeline) => pipeline.Stages.Select(s => Stage(pipeline, s));

    public static JsonObject Stage(Pipeline pipeline, Stage stage) =>
        new()
        {
            ["label"] = stage.Label,
            ["displayOrder"] = pipeline.Stages.ToList().IndexOf(stage),
            ["metadata"] = Metadata(pipeline.Kind, stage),
            ["id"] = stage.Id,
            ["createdAt"] = Canonical.Instant(stage.CreatedMs == 0 ? pipeline.CreatedMs : stage.CreatedMs),
            ["updatedAt"] = Canonical.Instant(stage.ModifiedMs == 0 ? pipeline.ModifiedMs : stage.ModifiedMs),
            ["archived"] = false,
            ["writePermissions"] = "CRM_PERMISSIONS_ENFORCEMENT",
        };

    /// <summary>Every value is text, numbers and yes or no too.</summary>
    private static JsonObject Metadata(Kind kind, Stage stage) =>
        kind switch
        {
            Kind.Deal => new()
            {
                ["isClosed"] = stage.Closed ? "true" : "false",
                ["probability"] = stage.Probability.ToString("0.0##", CultureInfo.InvariantCulture),
            },
            Kind.Ticket => new() { ["ticketState"] = stage.State, ["isClosed"] = stage.Closed ? "true" : "false" },
            Kind.Lead => new() { ["leadState"] = stage.State },
            _ => new() { ["state"] = stage.State ?? "OPEN" },
        };

    /// <summary>A stage from a body; what is left out comes from the stage it changes.</summary>
    public static (Stage? Stage, HubSpotError? Error) Read(Kind kind, JsonObject body, string id, Stage? before, long nowMs)
    {
        var label = Wire.Text(body["label"]) ?? before?.Label;
        if (string.IsNullOrWhiteSpace(label))
            return (null, HubSpotError.Invalid("A stage needs a label."));
        var metadata = body["metadata"] as JsonObject;
        var stage = (before ?? new(id, label, label, 0m, false) { CreatedMs = nowMs }) with { Label = label, ModifiedMs = nowMs };
        if (kind == Kind.Deal)
        {
            var text = Wire.Text(metadata?["probability"]) ?? before?.Probability.ToString(CultureInfo.InvariantCulture);
            if (
                !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability)
                || probability > 1
            )
                return (null, HubSpotError.Invalid("A deal stage needs metadata.probability between 0.0 and 1.0."));
            var closed = Wire.Text(metadata?["isClosed"]) is { } given ? given == "true" : before?.Closed ?? probability is 0 or 1;
            return (stage with { Probability = probability, Closed = closed }, null);
        }
        var state =
            Wire.Text(metadata?["ticketState"])
            ?? Wire.Text(metadata?["leadState"])
            ?? Wire.Text(metadata?["state"])
            ?? before?.State
            ?? "OPEN";
        return kind == Kind.Ticket && state is not ("OPEN" or "CLOSED")
            ? (null, HubSpotError.Invalid("metadata.ticketState must be OPEN or CLOSED."))
            : (stage with { State = state, Closed = state == "CLOSED" }, null);
    }
}
