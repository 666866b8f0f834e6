using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Salesforce.Soql;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The validation and duplicate rules an administrator set up, applied to a record as it would be saved.</summary>
internal sealed class Rules(Catalog catalog, TimeProvider clock)
{
    /// <param name="shape">Its object.</param>
    /// <param name="candidate">The row as it would be; a new one knows its own fields, but nothing of its relations yet.</param>
    /// <param name="before">The row as it is; null when it is new.</param>
    /// <param name="allowDuplicates">The caller saves duplicates where the rule lets it.</param>
    public void Check(ObjectShape shape, object candidate, object? before, bool allowDuplicates)
    {
        foreach (var rule in catalog.Org.Of(OrgSetup.ValidationRule, shape.Name))
        {
            if (QueryRunner.Condition(catalog, shape.Name, rule.Text("Condition")!, clock.GetUtcNow())(candidate))
                throw new ApiException(
                    400,
                    "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                    rule.Text("Message")!,
                    rule.Text("Field") is { } field ? [field] : []
                );
        }

        foreach (var rule in catalog.Org.Of(OrgSetup.DuplicateRule, shape.Name))
            CheckDuplicates(shape, rule, candidate, before, allowDuplicates && rule.Flag("AllowSave"));
    }

    private void CheckDuplicates(ObjectShape shape, SetupRow rule, object candidate, object? before, bool allowed)
    {
        if (allowed)
            return;
        var fields = rule.Text("Fields")!.Split(',').Select(shape.Field).OfType<ObjectField>().ToList();
        var values = fields.Select(field => field.Read(candidate)).ToList();
        if (
            values.Contains(null)
            || (before is not null && fields.Zip(values).All(pair => Values.Same(pair.First.Read(before), pair.Second)))
        )
            return;
        var own = before is null ? null : shape.IdOf(before);
        var found = catalog
            .All(shape, withDeleted: false)
            .Where(row => fields.Zip(values).All(pair => Values.Same(pair.First.Read(row), pair.Second)))
            .Select(row => shape.IdOf(row)!)
            .Where(id => id != own)
            .Take(10)
            .ToList();
        if (found.Count > 0)
        {
            throw new ApiException(400, "DUPLICATES_DETECTED", "Use one of these records?")
            {
                Duplicates = Found(shape, rule.Text("Name") ?? $"Standard_{shape.Name}_Duplicate_Rule", rule.Flag("AllowSave"), found),
            };
        }
    }

    /// <summary>What a duplicate rule found, as the API tells it.</summary>
    public static JsonObject Found(ObjectShape shape, string rule, bool allowSave, IReadOnlyList<string> ids) =>
        new()
        {
            ["allowSave"] = allowSave,
            ["duplicateRule"] = rule,
            ["duplicateRuleEntityType"] = shape.Name,
            ["errorMessage"] = "Use one of these records?",
            ["matchResults"] = new JsonArray(
                new JsonObject
                {
                    ["entityType"] = shape.Name,
                    ["errors"] = new JsonArray(),
                    ["matchEngine"] = "ExactMatchEngine",
                    ["matchRecords"] = new JsonArray([.. ids.Select(id => (JsonNode)Match(shape, id))]),
                    ["rule"] = string.Create(CultureInfo.InvariantCulture, $"Standard_{shape.Name}_Match_Rule_v1_0"),
                    ["size"] = ids.Count,
                    ["success"] = true,
                }
            ),
        };

    private static JsonObject Match(ObjectShape shape, string id) =>
        new()
        {
            ["additionalInformation"] = new JsonArray(),
            ["fieldDiffs"] = new JsonArray(),
            ["matchConfidence"] = 100.0,
            ["record"] = new JsonObject
            {
                ["attributes"] = JsonText.Attributes(shape.Name, $"/services/data/v66.0/sobjects/{shape.Name}/{id}"),
                ["Id"] = id,
            },
        };
}
