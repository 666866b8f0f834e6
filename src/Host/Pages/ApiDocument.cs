using System.Text.Json.Nodes;
using Entente.Access.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Entente.Host.Pages;

/// <summary>The description of the REST API at <c>/openapi/v1.json</c>, made from the endpoints themselves: those that are opened by a key.</summary>
internal static class ApiDocument
{
    private const string Scheme = "key";

    public static void Add(IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.ShouldInclude = what => what.ActionDescriptor.EndpointMetadata.OfType<ByKeyAttribute>().Any();
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new()
                        {
                            Title = "Entente",
                            Version = "v1",
                            Description =
                                "Register deals, follow them, answer questions. A key names its workspace and is sent as a bearer token.",
                        };
                        document.Servers = [new() { Url = "/" }];
                        document.Components ??= new();
                        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                        {
                            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
                        };
                        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(
                    (operation, context, _) =>
                    {
                        Describe(operation, context);
                        return Task.CompletedTask;
                    }
                );
            }
        );

    public static void Map(WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").Access(new OpenAttribute());

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var what = context.Description.ActionDescriptor.EndpointMetadata;
        if (what.OfType<ApiExample>().FirstOrDefault() is { } example && operation.RequestBody?.Content?["application/json"] is { } body)
            body.Example = JsonNode.Parse(example.Json);
        foreach (var header in what.OfType<ApiHeader>())
            (operation.Parameters ??= []).Add(
                new OpenApiParameter
                {
                    Name = header.Name,
                    In = ParameterLocation.Header,
                    Required = header.Required,
                    Description = header.Means,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
    }
}
