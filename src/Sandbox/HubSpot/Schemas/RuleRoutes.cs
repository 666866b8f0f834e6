using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Validation rules of properties.</summary>
internal sealed class RuleRoutes(CrmStore store, SandboxOptions options)
{
    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="rules">Below `…/property-validations`.</param>
    public static void Map(RouteGroupBuilder rules)
    {
        rules.MapGet("/{type}", (HttpContext http, string type, RuleRoutes r) => r.With(http, type, r.All));
        rules.MapGet(
            "/{type}/{name}",
            (HttpContext http, string type, string name, RuleRoutes r) => r.Field(http, type, name, f => Wire.Json(Json(f)))
        );
        rules.MapGet(
            "/{type}/{name}/rule-type/{rule}",
            (HttpContext http, string type, string name, string rule, RuleRoutes r) =>
                r.Field(
                    http,
                    type,
                    name,
                    f =>
                        f.Rules.FirstOrDefault(x => x.Type == rule) is { } known
                            ? Wire.Json(Json(known))
                            : HubSpotError.NotFound.Result(http)
                )
        );
        rules.MapPut(
            "/{type}/{name}/rule-type/{rule}",
            (HttpContext http, string type, string name, string rule, RuleRoutes r) => r.Put(http, type, name, rule)
        );
    }

    private IResult With(HttpContext http, string type, Func<Kind, IResult> act) =>
        ObjectTypes.Parse(store, type) is { } kind ? act(kind) : BasicRoutes.UnknownType(type).Result(http);

    private IResult Field(HttpContext http, string type, string name, Func<Field, IResult> act) =>
        With(http, type, kind => store.Schema(kind).HubSpot(name) is { } field ? act(field) : HubSpotError.NotFound.Result(http));

    private IResult All(Kind kind) =>
        Wire.Json(
            new JsonObject { ["results"] = new JsonArray([.. store.Schema(kind).Living.Where(f => f.Rules.Count > 0).Select(Json)]) }
        );

    private static JsonObject Json(Field field) =>
        new() { ["propertyName"] = field.HubSpotName, ["propertyValidationRules"] = new JsonArray([.. field.Rules.Select(Json)]) };

    private static JsonObject Json(FieldRule rule) =>
        new() { ["ruleType"] = rule.Type, ["ruleArguments"] = new JsonArray([.. rule.Arguments]) };

    /// <summary>Sets the arguments of a rule; an empty list takes the rule away.</summary>
    private async Task<IResult> Put(HttpContext http, string type, string name, string rule)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (!Rules.Types.Contains(rule))
            return HubSpotError.Invalid($"There is no rule type {rule}.").Result(http);
        return Field(
            http,
            type,
            name,
            field =>
            {
                var arguments = Wire.Texts(body["ruleArguments"]);
                var rest = field.Rules.Where(r => r.Type != rule);
                store.Write(
                    Origin,
                    tx =>
                    {
                        tx.Define(field with { Rules = arguments.Count == 0 ? [.. rest] : [.. rest, new(rule, arguments)] });
                    }
                );
                return Microsoft.AspNetCore.Http.Results.NoContent();
            }
        );
    }
}
