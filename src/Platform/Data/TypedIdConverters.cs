using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Entente.Platform.Data;

/// <summary>A typed id as its uuid column.</summary>
internal sealed class TypedIdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Read(value))
    where TId : struct, ITypedId<TId>
{
    // An expression tree cannot call a static abstract member itself.
    private static TId Read(Guid value) => TId.From(value);
}

/// <summary>Postgres keeps instants as UTC; this makes every one we hand over be so.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at.ToUniversalTime());

/// <summary>Typed ids in JSON: their uuid as a string.</summary>
internal sealed class TypedIdJson : JsonConverterFactory
{
    public override bool CanConvert(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypedId<>));

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

    private sealed class Of<TId> : JsonConverter<TId>
        where TId : struct, ITypedId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => TId.From(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
