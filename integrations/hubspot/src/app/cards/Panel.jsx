import React, { useCallback, useEffect, useState } from "react";
import {
  Alert,
  Button,
  DescriptionList,
  DescriptionListItem,
  Flex,
  LoadingSpinner,
  StatusTag,
  Text,
  hubspot,
} from "@hubspot/ui-extensions";
import { LAUNCH_ADDRESS } from "./settings.js";

// Tones that say something get a coloured tag; the others are plain words.
const TAGS = { ok: "success", warn: "warning", bad: "danger", info: "info" };

hubspot.extend(({ context, actions }) => <Panel context={context} actions={actions} />);

// HubSpot signs the request and appends who asks; the body says which record is looked at.
async function launch(crm) {
  const answer = await hubspot.fetch(LAUNCH_ADDRESS, {
    method: "POST",
    timeout: 10000,
    body: { objectTypeId: crm.objectTypeId, objectId: crm.objectId },
  });
  const told = await answer.json();
  if (!answer.ok) {
    throw new Error(told.detail ?? "Entente does not answer. Try again in a moment.");
  }
  return told;
}

function Panel({ context, actions }) {
  const [told, setTold] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const [opening, setOpening] = useState(false);

  const look = useCallback(async () => {
    setTrouble(null);
    try {
      setTold(await launch(context.crm));
    } catch (failure) {
      setTrouble(failure.message);
    }
  }, [context.crm]);

  useEffect(() => {
    look();
  }, [look]);

  // An address opens the panel once and for two minutes only, so each opening asks for its own.
  const open = async () => {
    setOpening(true);
    try {
      const { url, title } = await launch(context.crm);
      actions.openIframeModal({ uri: url, width: 400, height: 760, title: `Partner: ${title}` }, look);
    } catch (failure) {
      setTrouble(failure.message);
    } finally {
      setOpening(false);
    }
  };

  if (trouble) {
    return (
      <Flex direction="column" gap="sm">
        <Alert title="The partner panel cannot be shown" variant="warning">
          {trouble}
        </Alert>
        <Button onClick={look}>Try again</Button>
      </Flex>
    );
  }
  if (!told) {
    return <LoadingSpinner label="Asking Entente" showLabel />;
  }
  return (
    <Flex direction="column" gap="md">
      <DescriptionList direction="row">
        {told.lines.map((line) => (
          <DescriptionListItem key={line.label} label={line.label}>
            {TAGS[line.tone] ? <StatusTag variant={TAGS[line.tone]}>{line.value}</StatusTag> : <Text>{line.value}</Text>}
          </DescriptionListItem>
        ))}
      </DescriptionList>
      <Button variant="primary" onClick={open} disabled={opening}>
        Open the panel
      </Button>
    </Flex>
  );
}
